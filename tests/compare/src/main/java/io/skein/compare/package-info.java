/**
 * Wires the suite that measures Skein beside its rivals: the command, the workloads, the rounds.
 */
@NullMarked
package io.skein.compare;

import org.jspecify.annotations.NullMarked;
