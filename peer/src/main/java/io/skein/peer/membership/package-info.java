/** Which peers exist and which are linked: the views, the directory, what seeds say. */
@NullMarked
package io.skein.peer.membership;

import org.jspecify.annotations.NullMarked;
