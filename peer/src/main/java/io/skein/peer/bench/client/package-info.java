/** Publishes and subscribes as a fast app would: bytes in, bytes out, nothing parsed twice. */
@NullMarked
package io.skein.peer.bench.client;

import org.jspecify.annotations.NullMarked;
