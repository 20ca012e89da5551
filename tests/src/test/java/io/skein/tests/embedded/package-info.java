/** A program that hosts a peer, as docs/embedding.md shows it. */
@NullMarked
package io.skein.tests.embedded;

import org.jspecify.annotations.NullMarked;
