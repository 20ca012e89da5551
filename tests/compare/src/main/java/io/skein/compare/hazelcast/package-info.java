/** Hazelcast: topics of an in-memory data grid. */
@NullMarked
package io.skein.compare.hazelcast;

import org.jspecify.annotations.NullMarked;
