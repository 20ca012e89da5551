/** Measures single pieces of a peer, without network and apps. */
@NullMarked
package io.skein.compare.jmh;

import org.jspecify.annotations.NullMarked;
