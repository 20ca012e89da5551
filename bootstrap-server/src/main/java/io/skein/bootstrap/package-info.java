/** The bootstrap server as a library: configure, start, close. */
@NullMarked
package io.skein.bootstrap;

import org.jspecify.annotations.NullMarked;
