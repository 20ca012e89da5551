/** Measures networks of real peers from outside, and shows one at work. */
@NullMarked
package io.skein.peer.bench;

import org.jspecify.annotations.NullMarked;
