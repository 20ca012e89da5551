/** Answers HTTP for operators: whether the peer lives, whether it is ready, what it has counted. */
@NullMarked
package io.skein.peer.admin;

import org.jspecify.annotations.NullMarked;
