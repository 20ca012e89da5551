/** The publishing and subscribing apps of every contender, and how they are led from outside. */
@NullMarked
package io.skein.compare.app;

import org.jspecify.annotations.NullMarked;
