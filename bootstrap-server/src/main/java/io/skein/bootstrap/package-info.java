/** The seed service: which peers exist, for those who join. */
@NullMarked
package io.skein.bootstrap;

import org.jspecify.annotations.NullMarked;
