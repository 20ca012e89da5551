/** ScaleCube: gossip of a Java cluster library. */
@NullMarked
package io.skein.compare.scalecube;

import org.jspecify.annotations.NullMarked;
