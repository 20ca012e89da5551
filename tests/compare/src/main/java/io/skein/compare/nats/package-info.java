/** NATS: nats-server and the client library jnats. */
@NullMarked
package io.skein.compare.nats;

import org.jspecify.annotations.NullMarked;
