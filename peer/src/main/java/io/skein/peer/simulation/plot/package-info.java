/** Draws what simulations showed, as SVG or PNG by one and the same code. */
@NullMarked
package io.skein.peer.simulation.plot;

import org.jspecify.annotations.NullMarked;
