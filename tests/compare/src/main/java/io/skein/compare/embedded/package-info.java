/** Contenders whose apps live inside their nodes. */
@NullMarked
package io.skein.compare.embedded;

import org.jspecify.annotations.NullMarked;
