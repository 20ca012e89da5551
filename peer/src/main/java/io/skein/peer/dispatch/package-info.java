/** Subscriptions: cursors over the log, slow-subscriber policies, gaps, resume tokens. */
@NullMarked
package io.skein.peer.dispatch;

import org.jspecify.annotations.NullMarked;
