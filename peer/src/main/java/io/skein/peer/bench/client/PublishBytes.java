package io.skein.peer.bench.client;

/**
 * One encoded PublishStreamRequest; immutable, but its array is the maker's and may change after
 * the request was sent.
 *
 * @param array holds the request from its first byte on
 * @param length bytes of the request
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared: a view on its way into gRPC.
public record PublishBytes(byte[] array, int length) {
  public PublishBytes {
    if (length < 0 || length > array.length) {
      throw new IllegalArgumentException("length is " + length + ", expected 0 to " + array.length);
    }
  }
}
