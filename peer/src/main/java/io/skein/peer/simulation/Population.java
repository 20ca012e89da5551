package io.skein.peer.simulation;

import io.skein.peer.dispatch.SlowPolicy;
import io.skein.peer.dispatch.Start;
import io.skein.peer.dispatch.SubscribeOutcome;
import io.skein.peer.dispatch.SubscriptionSpec;
import io.skein.peer.log.LogLimits;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import io.skein.peer.model.PeerRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Confined to one thread. All peers of a run: they come, leave and come back. */
final class Population {
  private static final int MAX_CONTACTS = 4;
  private static final Duration DRAIN_POLL = Duration.ofMillis(20);
  private static final int DRAIN_POLLS = 500;
  private static final Duration GOODBYES = Duration.ofSeconds(1);

  private final SimulationConfig config;
  private final VirtualNetwork network;
  private final Book book;
  private final SplittableRandom random;
  private final VirtualLoop director;
  private final List<Participant> all = new ArrayList<>();

  /** Those that have a process, in no particular order, so that one can be drawn quickly. */
  private final List<Participant> present = new ArrayList<>();

  private final List<Participant> unlinked = new ArrayList<>();
  private final Copies retired = new Copies();
  private int returning;

  Population(SimulationConfig config, VirtualNetwork network, Book book, SplittableRandom random) {
    this.config = config;
    this.network = network;
    this.book = book;
    this.random = random;
    this.director = network.time.loop();
    boolean[] slow = pick((int) Math.round(config.faults().slow() * config.peers()));
    boolean[] publishes = pick(Math.min(config.load().publishers(), config.peers()));
    for (int i = 0; i < config.peers(); i++) {
      all.add(new Participant(i, slow[i], publishes[i]));
    }
  }

  private boolean[] pick(int count) {
    boolean[] picked = new boolean[config.peers()];
    for (int i = 0; i < count; ) {
      int index = random.nextInt(picked.length);
      if (!picked[index]) {
        picked[index] = true;
        i++;
      }
    }
    return picked;
  }

  /** Starts the first peer now, and lets the others come. */
  void start() {
    start(all.getFirst());
    long spanNanos = config.schedule().joined().toNanos();
    for (Participant participant : all.subList(1, all.size())) {
      long at = random.nextLong(spanNanos);
      director.schedule(Duration.ofNanos(at), () -> start(participant));
    }
  }

  private void start(Participant participant) {
    long skew = config.faults().skew().toMillis();
    VirtualPeer.Spec spec =
        new VirtualPeer.Spec(
            participant.name,
            participant.nextEpoch(),
            LogLimits.DEFAULT,
            Duration.ofMillis(skew == 0 ? 0 : random.nextLong(-skew, skew + 1)),
            config.flood(),
            random.split());
    VirtualPeer process = new VirtualPeer(network, spec);
    OriginLane own = new OriginLane(participant.id, spec.epoch(), Feed.LANE);
    Reception reception = new Reception(participant.index, own, book);
    participant.started(process, reception);
    process.start();
    subscribe(process, reception);
    if (participant.publishes) {
      feed(process, reception);
    }
    process.core.discovered(contacts(), present.size() + 1);
    present.add(participant);
    unlinked.add(participant);
  }

  private static void subscribe(VirtualPeer process, Reception reception) {
    SubscriptionSpec spec =
        new SubscriptionSpec(
            "reception",
            List.of(Pattern.parse(">")),
            new Start.New(),
            false,
            SlowPolicy.CATCH_UP,
            LogLimits.DEFAULT.maxBytes());
    SubscribeOutcome outcome = process.core.dispatcher.subscribe(spec, reception);
    if (outcome instanceof SubscribeOutcome.Subscribed subscribed) {
      subscribed.subscription().begin();
    } else {
      throw new IllegalStateException("a fresh peer takes no subscription: " + outcome);
    }
  }

  private void feed(VirtualPeer process, Reception reception) {
    long end = config.schedule().calmFrom().toNanos();
    Feed feed = new Feed(process.core, config.load(), random.split(), end);
    feed.tells(payload -> book.witness.published(reception.own(), payload));
    reception.publishes(feed);
    long wait = Math.max(0, config.schedule().joined().toNanos() - book.nowNanos());
    feed.start(Duration.ofNanos(wait));
  }

  /** As a bootstrap server answers: some peers at random. */
  private List<PeerRecord> contacts() {
    List<PeerRecord> records = new ArrayList<>();
    if (!present.isEmpty()) {
      for (int i = random.nextInt(MAX_CONTACTS); i >= 0; i--) {
        records.add(present.get(random.nextInt(present.size())).process().record());
      }
    }
    return records;
  }

  /** Who got its first link is owed everything from now on. */
  void look() {
    unlinked.removeIf(
        participant -> {
          if (participant.hasProcess() && participant.isLinked()) {
            participant.reception().joined();
          }
          return !participant.hasProcess() || participant.reception().hasJoined();
        });
  }

  /** Who has no link asks for peers again. */
  void askAgain() {
    for (Participant participant : all) {
      if (participant.isAlive() && participant.process().core.mesh.neighbours().isEmpty()) {
        participant.process().core.discovered(contacts(), present.size());
      }
    }
  }

  /** Ends a process without a word. */
  void crash(Participant participant) {
    VirtualPeer process = participant.process();
    retired.add(participant.counters());
    book.witness.ended(participant.reception().own());
    network.crash(process.name);
    gone(participant);
  }

  /** Ends a process as SIGTERM does. */
  void leave(Participant participant) {
    participant.leaves();
    participant.process().drain();
    pollDrained(participant, DRAIN_POLLS);
  }

  private void pollDrained(Participant participant, int polls) {
    VirtualPeer process = participant.process();
    if (polls > 0 && !process.isDrained()) {
      director.schedule(DRAIN_POLL, () -> pollDrained(participant, polls - 1));
      return;
    }
    process.close();
    director.schedule(
        GOODBYES,
        () -> {
          retired.add(participant.counters());
          network.remove(process.name);
          gone(participant);
        });
  }

  private void gone(Participant participant) {
    participant.died(book.nowNanos());
    present.remove(participant);
  }

  /** Starts a new process of a peer after a while. */
  void comeBack(Participant participant, Duration after) {
    returning++;
    director.schedule(
        after,
        () -> {
          if (participant.hasProcess()) {
            returning--;
            comeBack(participant, GOODBYES);
          } else {
            returning--;
            start(participant);
          }
        });
  }

  /** Whether nobody is on the way, in or out. */
  boolean isSettled() {
    return returning == 0 && unlinked.isEmpty();
  }

  List<Participant> all() {
    return all;
  }

  /** What the processes counted that are gone. */
  Copies retired() {
    return retired;
  }

  VirtualLoop director() {
    return director;
  }

  /** Forgets all processes, so that their memory is free. */
  void clear() {
    present.clear();
    unlinked.clear();
    all.forEach(participant -> participant.died(book.nowNanos()));
  }
}
