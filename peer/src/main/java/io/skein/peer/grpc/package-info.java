/** Adapters between the protocol packages and gRPC. */
@NullMarked
package io.skein.peer.grpc;

import org.jspecify.annotations.NullMarked;
