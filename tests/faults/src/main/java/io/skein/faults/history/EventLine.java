package io.skein.faults.history;

import com.google.common.base.Splitter;
import io.skein.faults.history.Event.Delivered;
import io.skein.faults.history.Event.Ended;
import io.skein.faults.history.Event.Finished;
import io.skein.faults.history.Event.Gap;
import io.skein.faults.history.Event.Owed;
import io.skein.faults.history.Event.Published;
import io.skein.faults.history.Event.Receipt;
import io.skein.faults.history.Event.Subscribed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as lines of words; stateless. Names must hold no space. */
public final class EventLine {
  private static final Splitter WORDS = Splitter.on(' ');

  private EventLine() {}

  /** The line of an event, without its end. */
  public static String of(Event event) {
    return switch (event) {
      case Published e -> "publish " + content(e.content());
      case Receipt e -> words("receipt", e.app(), e.accepted(), e.relayed());
      case Finished e -> words("finish", e.app());
      case Subscribed e -> words("subscribe", e.reader(), e.everything() ? "all" : "some");
      case Owed e -> words("owe", e.reader());
      case Delivered e ->
          words(
              "deliver",
              e.reader(),
              e.position(),
              source(e.source()),
              e.sequence(),
              content(e.content()));
      case Gap e ->
          words("gap", e.reader(), e.count(), e.exact() ? "exact" : "bound")
              + e.ranges().stream()
                  .map(range -> words("", source(range.source()), range.first(), range.last()))
                  .collect(Collectors.joining());
      case Ended e -> words("end", e.reader());
    };
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException if it is none of the above
   */
  public static Event parse(String line) {
    String[] word = WORDS.splitToList(line).toArray(String[]::new);
    return switch (word[0]) {
      case "publish" -> new Published(content(word, 1));
      case "receipt" -> new Receipt(word[1], number(word[2]), number(word[3]));
      case "finish" -> new Finished(word[1]);
      case "subscribe" -> new Subscribed(word[1], word[2].equals("all"));
      case "owe" -> new Owed(word[1]);
      case "deliver" ->
          new Delivered(
              word[1], number(word[2]), source(word, 3), number(word[6]), content(word, 7));
      case "gap" -> new Gap(word[1], number(word[2]), word[3].equals("exact"), ranges(word));
      case "end" -> new Ended(word[1]);
      default -> throw new IllegalArgumentException("no event: " + line);
    };
  }

  private static List<Lost> ranges(String[] word) {
    List<Lost> ranges = new ArrayList<>();
    for (int i = 4; i < word.length; i += 5) {
      ranges.add(new Lost(source(word, i), number(word[i + 3]), number(word[i + 4])));
    }
    return ranges;
  }

  private static String content(Content content) {
    return words(content.app(), content.number(), content.type(), content.lane(), content.hash());
  }

  private static Content content(String[] word, int from) {
    return new Content(
        word[from], number(word[from + 1]), word[from + 2], word[from + 3], number(word[from + 4]));
  }

  private static String source(Source source) {
    return words(source.origin(), source.epoch(), source.lane());
  }

  private static Source source(String[] word, int from) {
    return new Source(word[from], number(word[from + 1]), word[from + 2]);
  }

  private static long number(String word) {
    return Long.parseLong(word);
  }

  private static String words(Object... words) {
    Stream<String> texts = Arrays.stream(words).map(Object::toString);
    return texts.collect(Collectors.joining(" "));
  }
}
