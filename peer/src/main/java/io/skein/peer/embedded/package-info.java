/**
 * Apps inside the process of the peer: hands what their threads publish to the owner thread, and
 * what arrives to their threads.
 */
@NullMarked
package io.skein.peer.embedded;

import org.jspecify.annotations.NullMarked;
