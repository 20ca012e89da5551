/** Who is alive: leases, their limits, samples; pure, time comes in as an argument. */
@NullMarked
package io.skein.bootstrap.registry;

import org.jspecify.annotations.NullMarked;
