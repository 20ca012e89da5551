package io.skein.compare.member;

/**
 * The subscribing app of a member; called by one thread at a time for messages of one publisher.
 */
@FunctionalInterface
public interface Intake {
  /**
   * Takes a payload.
   *
   * @param bytes not kept
   * @param from where the payload begins
   * @param length its bytes
   * @param arrivedNanos {@link System#nanoTime()} of its arrival, or of the batch that it came in
   */
  void accept(byte[] bytes, int from, int length, long arrivedNanos);
}
