/** The protocol of one peer, wired: the same for the daemon and for the simulator. */
@NullMarked
package io.skein.peer.core;

import org.jspecify.annotations.NullMarked;
