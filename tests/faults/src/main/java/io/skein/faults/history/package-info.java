/** What the apps of a run did and were given, and whether that is what was promised. */
@NullMarked
package io.skein.faults.history;

import org.jspecify.annotations.NullMarked;
