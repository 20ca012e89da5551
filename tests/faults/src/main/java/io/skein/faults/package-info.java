/** Faults against real processes: one command runs them and prints what came of each. */
@NullMarked
package io.skein.faults;

import org.jspecify.annotations.NullMarked;
