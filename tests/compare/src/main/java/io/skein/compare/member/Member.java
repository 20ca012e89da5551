package io.skein.compare.member;

import java.io.IOException;
import java.util.Map;

/** A node of a system and the app inside it; all but the intake is confined to one thread. */
public interface Member extends AutoCloseable {
  /**
   * Waits until it can reach all others.
   *
   * @throws IOException if that takes too long
   */
  void awaitOthers() throws IOException, InterruptedException;

  /**
   * Publishes to the apps of all others; waits while the system has no room.
   *
   * @param payload belongs to the callee
   */
  void publish(byte[] payload) throws IOException, InterruptedException;

  /** Called when nothing more is at hand: what was published must leave by itself from here on. */
  default void flush() throws IOException, InterruptedException {}

  /** Counters since its start, by name; differences of them are told for each delivery. */
  default Map<String, Double> counters() {
    return Map.of();
  }

  @Override
  void close();
}
