/** Processes that tests start: apps, tools and what they need from the machine. */
@NullMarked
package io.skein.tests.process;

import org.jspecify.annotations.NullMarked;
