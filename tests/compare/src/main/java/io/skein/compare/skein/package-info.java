/** Skein itself: real peers, and apps with the benchmark's client. */
@NullMarked
package io.skein.compare.skein;

import org.jspecify.annotations.NullMarked;
