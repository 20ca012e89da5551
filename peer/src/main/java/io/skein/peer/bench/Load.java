package io.skein.peer.bench;

/**
 * What flows through a benchmark; immutable.
 *
 * @param messageBytes payload of each message, at least 16
 * @param requestBytes how large publishing requests get
 * @param windowBytes how far the publisher runs ahead of the receivers
 * @param subscribers how many subscriptions read, at least 1
 */
record Load(int messageBytes, int requestBytes, long windowBytes, int subscribers) {
  private static final int MIN_MESSAGE_BYTES = 16;
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  Load {
    if (messageBytes < MIN_MESSAGE_BYTES || messageBytes > MAX_MESSAGE_BYTES) {
      throw new IllegalArgumentException(
          "message size is " + messageBytes + ", expected 16 to " + MAX_MESSAGE_BYTES);
    }
    if (requestBytes < 1 || windowBytes < 1 || subscribers < 1) {
      throw new IllegalArgumentException("request size, window and subscribers must be positive");
    }
  }
}
