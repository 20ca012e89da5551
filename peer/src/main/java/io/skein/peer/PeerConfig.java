package io.skein.peer;

import io.skein.peer.compression.CompressionConfig;
import io.skein.peer.log.LogLimits;
import io.skein.wire.HostPort;
import java.nio.file.Path;
import java.util.List;

/**
 * Immutable. What a peer is told when it starts.
 *
 * @param listen where other peers reach it; port 0 means any
 * @param advertise what others are told to dial, at most 8; empty means: found out from {@code
 *     listen}
 * @param app where apps reach it, {@code HOST:PORT} (port 0 means any) or {@code unix:PATH}
 * @param bootstrap bootstrap servers
 * @param dataDir directory that the peer owns
 * @param network name of the network
 * @param insecure neither encrypt links nor prove ids
 * @param log bounds of the log
 * @param compression which batches it compresses, if it can
 * @param version version of the program, for people
 */
public record PeerConfig(
    HostPort listen,
    List<HostPort> advertise,
    String app,
    List<HostPort> bootstrap,
    Path dataDir,
    String network,
    boolean insecure,
    LogLimits log,
    CompressionConfig compression,
    String version) {
  public PeerConfig {
    advertise = List.copyOf(advertise);
    bootstrap = List.copyOf(bootstrap);
  }
}
