/** Many peers on a virtual clock and a virtual network, all of it decided by a seed. */
@NullMarked
package io.skein.peer.simulation;

import org.jspecify.annotations.NullMarked;
