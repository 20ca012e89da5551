/** What nobody honest sends, at every door of a peer: a table for each, and one oracle for all. */
@NullMarked
package io.skein.peer.badinput;

import org.jspecify.annotations.NullMarked;
