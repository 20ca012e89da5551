package io.skein.faults.scenario;

import io.grpc.ManagedChannel;
import java.io.Closeable;

/** A connection that ends with its laboratory; immutable. */
record Closing(ManagedChannel channel) implements Closeable {
  @Override
  public void close() {
    channel.shutdownNow();
  }
}
