/** Which peers exist: the directory, and what bootstrap servers say. */
@NullMarked
package io.skein.peer.membership;

import org.jspecify.annotations.NullMarked;
