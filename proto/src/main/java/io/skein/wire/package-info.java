/** What both ends of the wire compute alike: signatures, peer ids and addresses. */
@NullMarked
package io.skein.wire;

import org.jspecify.annotations.NullMarked;
