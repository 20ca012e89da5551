package io.skein.peer.mesh;

import io.skein.peer.membership.Directory;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.Backoff;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Keeps dialling every peer of the directory that has no link, with
 * growing jittered delays; who cannot be reached for a minute leaves the directory.
 */
final class Redialer implements Directory.Listener {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final Duration GIVE_UP = Duration.ofSeconds(60);

  /** A link that ended sooner was no success: the delays go on growing. */
  private static final Duration STABLE = Duration.ofSeconds(10);

  /**
   * The peer with the greater id waits so long for the other's dial: most simultaneous dials never
   * happen.
   */
  private static final Duration POLITE = Duration.ofMillis(300);

  private final Mesh mesh;
  private final Directory directory;
  private final RandomGenerator random;
  private final Map<PeerId, Target> targets = new HashMap<>();

  private static final class Target {
    final Backoff backoff;
    EventLoop.@Nullable Timer timer;
    long failingSinceNanos;
    long linkedAtNanos;
    boolean attempted;
    int addressIndex;
    String lastClose = "";

    Target(Backoff backoff, long now) {
      this.backoff = backoff;
      failingSinceNanos = now;
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    }
  }

  Redialer(Mesh mesh, Directory directory, RandomGenerator random) {
    this.mesh = mesh;
    this.directory = directory;
    this.random = random;
    directory.addListener(this);
  }

  @Override
  public void joined(PeerRecord record) {
    Target target = target(record.id());
    schedule(record.id(), target, mesh.dialsFirst(record.id()) ? Duration.ZERO : POLITE);
  }

  @Override
  public void changed(PeerRecord record) {}

  @Override
  public void left(PeerRecord record, String reason) {
    Target target = targets.remove(record.id());
    if (target != null) {
      target.cancel();
    }
  }

  private Target target(PeerId id) {
    return targets.computeIfAbsent(
        id, i -> new Target(new Backoff(FIRST, MOST, random), mesh.loop().nanoTime()));
  }

  private void schedule(PeerId id, Target target, Duration delay) {
    target.cancel();
    target.timer = mesh.loop().schedule(delay, () -> dial(id, target));
  }

  private void dial(PeerId id, Target target) {
    target.timer = null;
    PeerRecord record = directory.get(id);
    if (record == null || mesh.isLinkedTo(id) || mesh.isDraining()) {
      return;
    }
    if (record.addresses().isEmpty()) {
      failed(id, "it can only dial out");
      return;
    }
    String address = record.addresses().get(target.addressIndex++ % record.addresses().size());
    mesh.dial(address, id);
  }

  /** A dial to the peer ended without a link. */
  void failed(PeerId id, String reason) {
    Target target = targets.get(id);
    if (target == null) {
      return;
    }
    target.attempted = true;
    target.lastClose = reason;
    if (mesh.isLinkedTo(id)) {
      return;
    }
    if (mesh.loop().nanoTime() - target.failingSinceNanos > GIVE_UP.toNanos()) {
      directory.remove(id, "not reached for " + GIVE_UP.toSeconds() + " s: " + reason);
    } else {
      schedule(id, target, target.backoff.next());
    }
  }

  /** There is a link to the peer. */
  void linked(PeerId id) {
    Target target = target(id);
    target.cancel();
    target.attempted = true;
    target.linkedAtNanos = mesh.loop().nanoTime();
  }

  /** The link to the peer is gone. */
  void lost(PeerId id, DisconnectReason reason, String detail) {
    Target target = targets.get(id);
    if (target == null) {
      return;
    }
    target.lastClose = reason + (detail.isEmpty() ? "" : ": " + detail);
    target.failingSinceNanos = mesh.loop().nanoTime();
    if (target.failingSinceNanos - target.linkedAtNanos > STABLE.toNanos()) {
      target.backoff.reset();
    }
    if (reason == DisconnectReason.DRAINING) {
      directory.remove(id, "draining");
    } else {
      schedule(id, target, target.backoff.next());
    }
  }

  /** Why the last link or dial to the peer ended; empty if none ever did. */
  String lastClose(PeerId id) {
    Target target = targets.get(id);
    return target == null ? "" : target.lastClose;
  }

  /** How many known peers have not been tried yet. */
  long untried() {
    return targets.values().stream().filter(target -> !target.attempted).count();
  }

  void close() {
    targets.values().forEach(Target::cancel);
  }
}
