/** From a publish to everybody: sealing, flooding, watermarks and repair. */
@NullMarked
package io.skein.peer.broadcast;

import org.jspecify.annotations.NullMarked;
