/** The faults, one class each. */
@NullMarked
package io.skein.faults.scenario;

import org.jspecify.annotations.NullMarked;
