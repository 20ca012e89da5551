/** Judges what readers were given against what a messaging network promises. */
@NullMarked
package io.skein.peer.history;

import org.jspecify.annotations.NullMarked;
