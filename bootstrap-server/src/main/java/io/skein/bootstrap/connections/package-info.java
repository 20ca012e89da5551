/** Which connections a listening port takes, and which have to go. */
@NullMarked
package io.skein.bootstrap.connections;

import org.jspecify.annotations.NullMarked;
