/** Who this peer is: its key, its boot number, and the directory that holds them. */
@NullMarked
package io.skein.peer.identity;

import org.jspecify.annotations.NullMarked;
