/** Apps of a run: they publish and read, and note each step in its history. */
@NullMarked
package io.skein.faults.app;

import org.jspecify.annotations.NullMarked;
