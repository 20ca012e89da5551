package io.skein.peer.membership;

import com.google.common.collect.Lists;
import io.skein.peer.membership.ViewMessage.DirectoryDigest;
import io.skein.peer.membership.ViewMessage.DirectoryRecords;
import io.skein.peer.membership.ViewMessage.KnownPeer;
import io.skein.peer.model.PeerId;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Compares the directory with a neighbour's now and then, and takes
 * what is missing: all of it for a newcomer, what a lost presence frame left out for others.
 */
final class DirectorySync {
  /** Records in a frame at most; more are not looked at. */
  static final int A_FRAME = 64;

  /** Records in answer to one digest at most. */
  static final int AN_ANSWER = 512;

  /** New ones in a full answer that make another question worth while. */
  private static final int WORTH_WHILE = AN_ANSWER / 4;

  private static final long PAUSE_NANOS = Duration.ofSeconds(5).toNanos();

  /** For the way, so that no age shrinks while records go from peer to peer. */
  private static final long WAY_MILLIS = 1_000;

  private final ActiveView active;
  private final Directory directory;
  private final Connector connector;
  private final EventLoop loop;
  private @Nullable PeerId asked;
  private long askedAtNanos;
  private int received;
  private int fresh;

  DirectorySync(ActiveView active, Directory directory, Connector connector, EventLoop loop) {
    this.active = active;
    this.directory = directory;
    this.connector = connector;
    this.loop = loop;
  }

  /** There is a new link: if it is the first or joins two parts, the other knows more. */
  void linked(PeerId neighbour) {
    if (asked == null || loop.nanoTime() - askedAtNanos > PAUSE_NANOS) {
      ask(neighbour);
    }
  }

  /** Asks any neighbour; to be called now and then. */
  void askAny() {
    PeerId any = active.any(Set.of());
    if (any != null) {
      ask(any);
    }
  }

  /** A full directory of a larger network differs from every other one, and lacks nothing. */
  private void ask(PeerId neighbour) {
    if (!directory.isSampled()) {
      asked = neighbour;
      askedAtNanos = loop.nanoTime();
      received = 0;
      fresh = 0;
      connector.send(neighbour, new DirectoryDigest(directory.digest()));
    }
  }

  /** A neighbour asks. */
  void digest(PeerId neighbour, DirectoryDigest digest) {
    List<KnownPeer> lacking = directory.lacking(digest.buckets(), AN_ANSWER);
    for (List<KnownPeer> part : Lists.partition(lacking, A_FRAME)) {
      connector.send(neighbour, new DirectoryRecords(part));
    }
  }

  /** A neighbour answers; without a question it is not listened to. */
  void records(PeerId neighbour, DirectoryRecords answer) {
    if (!neighbour.equals(asked)) {
      connector.unasked(neighbour);
      return;
    }
    for (KnownPeer known : answer.records().subList(0, Math.min(A_FRAME, size(answer)))) {
      received++;
      if (directory.offer(known.record(), Math.max(0, known.ageMillis()) + WAY_MILLIS)) {
        fresh++;
      }
    }
    if (received >= AN_ANSWER && fresh >= WORTH_WHILE) {
      ask(neighbour);
    }
  }

  private static int size(DirectoryRecords answer) {
    return answer.records().size();
  }
}
