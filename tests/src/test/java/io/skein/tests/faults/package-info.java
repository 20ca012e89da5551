/** Breaks parts of real networks under load, and counts what every app got. */
@NullMarked
package io.skein.tests.faults;

import org.jspecify.annotations.NullMarked;
