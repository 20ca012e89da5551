/** Starts a network of real peers as child processes on loopback, and ends it without a trace. */
@NullMarked
package io.skein.peer.bench.network;

import org.jspecify.annotations.NullMarked;
