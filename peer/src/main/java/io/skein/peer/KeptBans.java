package io.skein.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.grpc.BanSnapshot;
import io.skein.peer.identity.SnapshotFile;
import io.skein.peer.mesh.Ban;
import io.skein.peer.mesh.BanListener;
import io.skein.peer.mesh.Conduct;
import io.skein.peer.runtime.EventLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confined to the owner thread, but for {@link #read} and {@link #awaitDisk}. Keeps bans on the
 * disk, and tells the operator of each. Written by virtual threads, one after the other.
 */
final class KeptBans implements BanListener {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);

  private final Conduct conduct;
  private final EventLoop loop;
  private final SnapshotFile file;
  private volatile CompletableFuture<Void> disk = CompletableFuture.completedFuture(null);

  KeptBans(Conduct conduct, EventLoop loop, SnapshotFile file) {
    this.conduct = conduct;
    this.loop = loop;
    this.file = file;
  }

  /** What an earlier run kept; blocks, to be called before anybody can link. */
  List<Ban> read() {
    try {
      byte[] bytes = file.read().orElse(new byte[0]);
      return BanSnapshot.decode(bytes, loop.nanoTime(), loop.wallMillis());
    } catch (InvalidProtocolBufferException e) {
      log.warn("{} is damaged and is replaced, nobody is banned: {}", file, e.getMessage());
    } catch (IOException e) {
      log.warn("bans cannot be read, nobody is banned: {}", e.toString());
    }
    return List.of();
  }

  /** Takes them, and keeps all further ones. */
  void start(List<Ban> earlier) {
    earlier.forEach(conduct::restore);
    conduct.addListener(this);
  }

  @Override
  public void banned(Ban ban) {
    log.warn(
        "{} is banned for {} s (ban number {}): {}",
        ban.offender(),
        ban.remaining(loop.nanoTime()).toSeconds(),
        ban.times(),
        ban.reason());
    save();
  }

  @Override
  public void lifted(Ban ban, String why) {
    log.info("the ban of {} has ended: {}", ban.offender(), why);
    save();
  }

  private void save() {
    byte[] bytes = BanSnapshot.encode(conduct.bans(), loop.nanoTime(), loop.wallMillis());
    disk = disk.thenRunAsync(() -> write(bytes), Thread::startVirtualThread);
  }

  private void write(byte[] bytes) {
    try {
      file.write(bytes);
    } catch (IOException e) {
      log.warn("bans cannot be kept for the next start: {}", e.toString());
    }
  }

  /** Waits until the disk has everything. To be called on another thread, after the end. */
  void awaitDisk() {
    disk.join();
  }
}
