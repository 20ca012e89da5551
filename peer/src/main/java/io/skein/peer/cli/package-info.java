/** The command line. */
@NullMarked
package io.skein.peer.cli;

import org.jspecify.annotations.NullMarked;
