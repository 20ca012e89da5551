/** Broadcast over many members of a system inside one process: W4. */
@NullMarked
package io.skein.compare.broadcast;

import org.jspecify.annotations.NullMarked;
