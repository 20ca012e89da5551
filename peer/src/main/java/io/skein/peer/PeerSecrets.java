package io.skein.peer;

import io.skein.peer.grpc.PeerTls;
import io.skein.peer.grpc.SeedTrust;
import io.skein.peer.membership.AllowList;
import io.skein.peer.runtime.EventLoop;
import io.skein.wire.tls.CaBundle;
import io.skein.wire.tls.JoinToken;
import io.skein.wire.tls.KeyFiles;
import io.skein.wire.tls.KeyMaterial;
import io.skein.wire.tls.PemFile;
import io.skein.wire.tls.WatchedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread-safe. The files of {@link SecurityConfig}, open: looked at every 2 s by a virtual thread,
 * and used on the owner thread. A file that becomes wrong changes nothing but the log.
 */
final class PeerSecrets {
  private static final Logger log = LoggerFactory.getLogger(Peer.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final PeerConfig config;
  private final List<WatchedFiles<?>> watched = new ArrayList<>();
  private final @Nullable WatchedFiles<CaBundle> bootstrapCa;
  private final @Nullable WatchedFiles<JoinToken> token;
  private final @Nullable WatchedFiles<CaBundle> ca;
  private final @Nullable WatchedFiles<KeyMaterial> certificate;
  private final @Nullable WatchedFiles<AllowList> members;
  private final AtomicLong failures = new AtomicLong();
  private EventLoop.@Nullable Timer timer;

  private PeerSecrets(PeerConfig config) throws IOException {
    SecurityConfig files = config.security();
    this.config = config;
    bootstrapCa = open(files.bootstrapCa(), CaBundle::load);
    token = open(files.joinToken(), JoinToken::load);
    ca = open(files.ca(), CaBundle::load);
    certificate = open(files.certificate());
    members = open(files.allowList(), PeerSecrets::allowList);
  }

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be used; says what to do
   */
  static PeerSecrets open(PeerConfig config) throws IOException {
    return new PeerSecrets(config);
  }

  private interface FileReader<T> {
    T read(Path file) throws IOException;
  }

  private <T> @Nullable WatchedFiles<T> open(Optional<Path> file, FileReader<T> reader)
      throws IOException {
    return file.isEmpty() ? null : watch(List.of(file.get()), () -> reader.read(file.get()));
  }

  private @Nullable WatchedFiles<KeyMaterial> open(Optional<KeyFiles> files) throws IOException {
    return files.isEmpty()
        ? null
        : watch(List.of(files.get().certificate(), files.get().key()), files.get()::load);
  }

  private <T> WatchedFiles<T> watch(List<Path> files, WatchedFiles.Reader<T> reader)
      throws IOException {
    WatchedFiles<T> opened = WatchedFiles.open(files, reader);
    watched.add(opened);
    return opened;
  }

  private static AllowList allowList(Path file) throws IOException {
    try {
      return AllowList.parse(
          file.toString(), new String(PemFile.read(file), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException wrong) {
      throw new IOException(wrong.getMessage(), wrong);
    }
  }

  /** TLS of links; null for plaintext. */
  @Nullable PeerTls linkTls(SecureRandom random) {
    if (config.insecure()) {
      return null;
    }
    return ca == null || certificate == null
        ? PeerTls.create(System.currentTimeMillis(), random)
        : PeerTls.issued(certificate.get(), ca::get);
  }

  /** How bootstrap servers are known. */
  SeedTrust seedTrust() {
    return new SeedTrust(config.insecure(), supplier(bootstrapCa), supplier(token));
  }

  private static <T> @Nullable Supplier<T> supplier(@Nullable WatchedFiles<T> files) {
    return files == null ? null : files::get;
  }

  /** Certificate for links by now; empty if the peer made its own. */
  Optional<KeyMaterial> certificate() {
    return Optional.ofNullable(certificate).map(WatchedFiles::get);
  }

  /** Who may be linked by now; empty if everybody may. */
  Optional<AllowList> members() {
    return Optional.ofNullable(members).map(WatchedFiles::get);
  }

  /** Changes of files that could not be used. */
  long failures() {
    return failures.get();
  }

  /**
   * Begins to look at the files. To be called on the owner thread.
   *
   * @param changed called there after something changed
   */
  void start(EventLoop loop, Runnable changed) {
    if (!watched.isEmpty()) {
      timer = loop.schedule(LOOK, () -> start(loop, changed));
      Thread.startVirtualThread(() -> reload(loop, changed));
    }
  }

  /** Looks at the files now; blocks. Returns what is wrong with them. */
  List<String> reload(EventLoop loop, Runnable changed) {
    List<String> problems = new ArrayList<>();
    boolean news = false;
    for (WatchedFiles<?> files : watched) {
      try {
        if (files.refresh()) {
          log.info("{} read again", files);
          news = true;
        }
      } catch (IOException e) {
        failures.incrementAndGet();
        problems.add(String.valueOf(e.getMessage()));
        log.error("{}; what was read before stays in use", e.getMessage());
      }
    }
    if (news) {
      loop.execute(changed);
    }
    return problems;
  }

  /** To be called on the owner thread. */
  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }
}
