/** Compression of batches: at their origin once, and expanded once for the apps of a peer. */
@NullMarked
package io.skein.peer.compression;

import org.jspecify.annotations.NullMarked;
