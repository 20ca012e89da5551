package io.skein.peer.grpc;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.skein.peer.access.AccessConfig;
import io.skein.peer.access.AccessPolicy;
import io.skein.peer.runtime.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. What stands between apps and the app API: reads its files at the start, and again
 * when told to. Files with a mistake change nothing.
 */
public final class AppDoor implements AutoCloseable {
  /** What the files hold. */
  private record Contents(AccessPolicy policy, @Nullable SslContext tls) {}

  private final AccessConfig config;
  private final EventLoop loop;
  private final AppAccess access;
  private final @Nullable ReloadableTls tls;

  /** One thread, so that what was read last counts. */
  private final ExecutorService disk =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("app-access").factory());

  private AppDoor(AccessConfig config, EventLoop loop, Contents contents) {
    this.config = config;
    this.loop = loop;
    this.access = new AppAccess(contents.policy());
    this.tls = contents.tls() == null ? null : new ReloadableTls(contents.tls());
  }

  /**
   * Reads the files.
   *
   * @throws IOException saying all that is wrong with them
   */
  public static AppDoor open(AccessConfig config, EventLoop loop) throws IOException {
    List<String> problems = new ArrayList<>();
    Contents contents = read(config, problems);
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems));
    }
    return new AppDoor(config, loop, contents);
  }

  /** What is wrong with the files of a configuration, one sentence each. */
  public static List<String> problems(AccessConfig config) {
    List<String> problems = new ArrayList<>();
    read(config, problems);
    return problems;
  }

  private static Contents read(AccessConfig config, List<String> problems) {
    AccessPolicy policy = config.read(problems);
    @Nullable SslContext context =
        config.tls().map(files -> AppTls.read(files, problems)).orElse(null);
    return new Contents(policy, context);
  }

  /**
   * Reads the files again.
   *
   * @return done once they count, with what is wrong, one sentence each; if anything is, nothing
   *     changed
   */
  public CompletableFuture<List<String>> reload() {
    CompletableFuture<List<String>> done = new CompletableFuture<>();
    disk.execute(
        () -> {
          List<String> problems = new ArrayList<>();
          Contents contents = read(config, problems);
          loop.execute(
              () -> {
                if (problems.isEmpty()) {
                  take(contents);
                }
                done.complete(List.copyOf(problems));
              });
        });
    return done;
  }

  private void take(Contents contents) {
    if (tls != null && contents.tls() != null) {
      tls.replace(contents.tls());
    }
    access.replace(contents.policy());
  }

  /** Whether there is no file that could be read again. */
  public boolean isOpen() {
    return config.isOpen();
  }

  /** Asks calls who they are; on the owner thread. */
  public AppAccess access() {
    return access;
  }

  /** TLS for new connections; empty: plain. */
  Optional<SslContext> tls() {
    return Optional.ofNullable(tls);
  }

  @Override
  public void close() {
    disk.shutdownNow();
  }
}
