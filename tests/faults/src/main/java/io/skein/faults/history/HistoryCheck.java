package io.skein.faults.history;

import io.skein.faults.history.Event.Delivered;
import io.skein.faults.history.Event.Ended;
import io.skein.faults.history.Event.Finished;
import io.skein.faults.history.Event.Gap;
import io.skein.faults.history.Event.Owed;
import io.skein.faults.history.Event.Published;
import io.skein.faults.history.Event.Receipt;
import io.skein.faults.history.Event.Subscribed;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Judges a history, event by event, in the order in which things happened; confined to one thread.
 * It knows nothing of peers, only what apps published and were given: nothing may be lost without a
 * word, invented, repeated or out of order, and reports of loss have to add up.
 */
public final class HistoryCheck {
  private final Verdict verdict = new Verdict();
  private final Map<String, Publication> publications = new LinkedHashMap<>();
  private final Map<String, Readings> readers = new LinkedHashMap<>();
  private final Map<String, String> idsOfContents = new HashMap<>();
  private long now;

  /** Takes the next event. */
  public void accept(Event event) {
    now++;
    switch (event) {
      case Published e -> {
        verdict.published();
        publication(e.content().app()).add(e.content(), now);
      }
      case Receipt e -> publication(e.app()).receipt(e.relayed());
      case Finished e -> publication(e.app()).finish();
      case Subscribed e ->
          readers.put(e.reader(), new Readings(e.reader(), e.everything(), verdict));
      case Owed e -> reader(e.reader()).owe(now);
      case Delivered e -> deliver(e);
      case Gap e -> reader(e.reader()).gap(e);
      case Ended e -> reader(e.reader()).end();
    }
  }

  private void deliver(Delivered event) {
    Content content = event.content();
    Publication publication = publications.get(content.app());
    Publication.Item item = publication == null ? null : publication.find(content);
    if (item == null
        || !content.lane().equals(event.source().lane())
        || !item.isKnownAs(event.source(), event.sequence())
        || !isAlone(event)) {
      verdict.broken(Rule.INVENTED, 1, event);
      return;
    }
    reader(event.reader()).deliver(event);
  }

  /** No two messages have one id. */
  private boolean isAlone(Delivered event) {
    String id = event.source() + "/" + event.sequence();
    String content = event.content().app() + "/" + event.content().number();
    String first = idsOfContents.putIfAbsent(id, content);
    return first == null || first.equals(content);
  }

  private Publication publication(String app) {
    return publications.computeIfAbsent(app, key -> new Publication());
  }

  private Readings reader(String name) {
    return Objects.requireNonNull(readers.get(name), () -> "no subscription " + name);
  }

  /** The verdict, once all has happened. */
  public Verdict verdict() {
    List<Readings> alive = readers.values().stream().filter(reader -> !reader.hasEnded()).toList();
    for (Publication publication : publications.values()) {
      for (Publication.Item item : publication.items()) {
        item.arrived = alive.stream().anyMatch(reader -> reader.got(item.content));
      }
    }
    readers.values().forEach(reader -> reader.reckon(publications.values()));
    return verdict;
  }
}
