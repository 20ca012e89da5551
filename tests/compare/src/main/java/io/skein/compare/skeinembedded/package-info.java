/** Skein with its peers inside the processes of their apps. */
@NullMarked
package io.skein.compare.skeinembedded;

import org.jspecify.annotations.NullMarked;
