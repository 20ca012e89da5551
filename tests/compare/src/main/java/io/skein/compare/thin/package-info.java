/** The floor: the thinnest chain of grpc-java that carries the same bytes the same way. */
@NullMarked
package io.skein.compare.thin;

import org.jspecify.annotations.NullMarked;
