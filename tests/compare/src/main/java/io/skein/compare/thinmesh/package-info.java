/** The thinnest mesh over grpc-java: batches on one stream between each two members. */
@NullMarked
package io.skein.compare.thinmesh;

import org.jspecify.annotations.NullMarked;
