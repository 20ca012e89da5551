/** The bounded log of recent batches: order per origin and lane, retention, repair look-ups. */
@NullMarked
package io.skein.peer.log;

import org.jspecify.annotations.NullMarked;
