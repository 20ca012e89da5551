/** Who this peer is: its key, its boot number, and the folder that holds both. */
@NullMarked
package io.skein.peer.identity;

import org.jspecify.annotations.NullMarked;
