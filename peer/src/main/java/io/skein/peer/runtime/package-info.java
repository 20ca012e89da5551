/**
 * The owner thread's loop and timers behind small interfaces, so that only here clocks are read.
 */
@NullMarked
package io.skein.peer.runtime;

import org.jspecify.annotations.NullMarked;
