/** Immutable values that everything speaks of, and the window of seen sequences. */
@NullMarked
package io.skein.peer.model;

import org.jspecify.annotations.NullMarked;
