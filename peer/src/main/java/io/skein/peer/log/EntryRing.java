package io.skein.peer.log;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. A queue with access by index; grows, and allocates nothing per
 * element.
 */
final class EntryRing<T> {
  private @Nullable Object[] elements = new Object[16];
  private int head;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The element at an index from the oldest, 0 to {@code size() - 1}. */
  @SuppressWarnings("unchecked")
  T get(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("index is " + index + ", expected 0 to " + (size - 1));
    }
    return (T) elements[head + index & elements.length - 1];
  }

  void addLast(T element) {
    if (size == elements.length) {
      grow();
    }
    elements[head + size & elements.length - 1] = element;
    size++;
  }

  T removeFirst() {
    T first = get(0);
    elements[head] = null;
    head = head + 1 & elements.length - 1;
    size--;
    return first;
  }

  private void grow() {
    @Nullable Object[] wider = Arrays.copyOf(elements, elements.length * 2);
    for (int i = 0; i < size; i++) {
      wider[i] = elements[head + i & elements.length - 1];
    }
    elements = wider;
    head = 0;
  }
}
