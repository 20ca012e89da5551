/** JeroMQ: ZeroMQ in Java. */
@NullMarked
package io.skein.compare.jeromq;

import org.jspecify.annotations.NullMarked;
