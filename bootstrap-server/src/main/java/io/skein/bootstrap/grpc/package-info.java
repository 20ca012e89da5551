/** The registry as a gRPC service: validation, proofs, dial-back, statuses. */
@NullMarked
package io.skein.bootstrap.grpc;

import org.jspecify.annotations.NullMarked;
