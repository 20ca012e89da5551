package io.skein.peer.bench.network;

import java.nio.file.Path;

/**
 * A peer on loopback; immutable.
 *
 * @param number from 1 on
 * @param overlay address for other peers, HOST:PORT
 * @param app address of its app API, HOST:PORT
 * @param http address of its health and metrics, HOST:PORT
 * @param dataDirectory where it keeps its identity
 * @param child its process
 */
public record LocalPeer(
    int number, String overlay, String app, String http, Path dataDirectory, Child child) {}
