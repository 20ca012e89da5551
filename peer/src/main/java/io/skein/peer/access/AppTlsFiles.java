package io.skein.peer.access;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Immutable. TLS of the app API, in PEM files.
 *
 * @param certificate the chain of the peer's app API, its own certificate first
 * @param key its private key, without a password, readable by its owner only
 * @param clientCa certificates of those that sign the certificates of apps; empty: apps cannot name
 *     themselves by a certificate
 */
public record AppTlsFiles(Path certificate, Path key, Optional<Path> clientCa) {}
