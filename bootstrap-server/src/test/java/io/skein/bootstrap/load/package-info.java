/** A load on a real bootstrap server; run by hand, it proves nothing on a busy machine. */
@NullMarked
package io.skein.bootstrap.load;

import org.jspecify.annotations.NullMarked;
