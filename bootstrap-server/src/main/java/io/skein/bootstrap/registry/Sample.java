package io.skein.bootstrap.registry;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Some peers of a network.
 *
 * @param signedRecords records of live, reachable peers
 * @param networkSize how many live peers the network has here, reachable or not
 */
public record Sample(List<ByteString> signedRecords, int networkSize) {
  /** Copies the list. */
  public Sample {
    signedRecords = List.copyOf(signedRecords);
  }
}
