/** Who may use the app API of a peer, and for what. */
@NullMarked
package io.skein.peer.access;

import org.jspecify.annotations.NullMarked;
