package io.skein.peer.embedded;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.skein.peer.model.MessageCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to the lock of its {@link Outlet} while it is filled, then to the owner thread. Messages
 * in wire form, one behind the other.
 */
final class Chunk {
  private final byte[] bytes;
  private int used;
  private int count;
  private List<Waiter> waiters = List.of();

  Chunk(int size) {
    bytes = new byte[size];
  }

  boolean hasRoom(int size) {
    return bytes.length - used >= size;
  }

  void add(byte[] payload, int offset, int length, byte[] headers) {
    used = MessageCodec.write(bytes, used, payload, offset, length, headers);
    count++;
  }

  /** Somebody waits for a receipt of what was added last. */
  void add(Waiter waiter) {
    if (waiters.isEmpty()) {
      waiters = new ArrayList<>();
    }
    waiters.add(waiter);
  }

  List<Waiter> waiters() {
    return waiters;
  }

  /** Bytes that it takes, filled or not. */
  int size() {
    return bytes.length;
  }

  int used() {
    return used;
  }

  int count() {
    return count;
  }

  /** What was written; nothing may be added afterwards. */
  ByteString run() {
    return UnsafeByteOperations.unsafeWrap(bytes, 0, used);
  }
}
