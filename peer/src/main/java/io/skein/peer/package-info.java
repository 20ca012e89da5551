/** Wires the parts of a peer together and starts it. */
@NullMarked
package io.skein.peer;

import org.jspecify.annotations.NullMarked;
