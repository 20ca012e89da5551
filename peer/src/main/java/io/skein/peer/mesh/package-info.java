/** Links to neighbours: handshake, tie-break, send queues by lane. */
@NullMarked
package io.skein.peer.mesh;

import org.jspecify.annotations.NullMarked;
