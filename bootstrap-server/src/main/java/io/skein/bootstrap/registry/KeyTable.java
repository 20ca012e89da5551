package io.skein.bootstrap.registry;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Elements by a key that is part of them, one at most for each key. It takes 5 to 10 bytes an
 * element, where a hash map takes a node and a key object. Open addressing with linear probing;
 * removal moves up those behind (Knuth, The Art of Computer Programming, volume 3, section 6.4,
 * Algorithm R). Grows, never shrinks. Not thread-safe.
 */
final class KeyTable<K, E> {
  private static final int FIRST_SLOTS = 16;

  private final Function<E, K> keyOf;
  private final ToIntFunction<K> hash;

  /** A power of two; one is always free, so that every search ends. */
  private @Nullable Object[] slots = new Object[FIRST_SLOTS];

  private int size;

  /**
   * An empty table.
   *
   * @param keyOf the key of an element, the same at all times
   * @param hash its high bits choose the slot: whoever can choose keys must not know it
   */
  KeyTable(Function<E, K> keyOf, ToIntFunction<K> hash) {
    this.keyOf = keyOf;
    this.hash = hash;
  }

  int size() {
    return size;
  }

  @Nullable E find(K key) {
    return at(slotOf(key));
  }

  /** Returns the element that had the same key. */
  @Nullable E put(E element) {
    int slot = slotOf(keyOf.apply(element));
    E before = at(slot);
    slots[slot] = element;
    if (before == null) {
      size++;
      growIfCrowded();
    }
    return before;
  }

  /** Returns what was removed. */
  @Nullable E remove(K key) {
    int free = slotOf(key);
    E removed = at(free);
    if (removed == null) {
      return null;
    }
    int slot = next(free);
    for (E element = at(slot); element != null; element = at(slot)) {
      // Unless its way from home begins behind the free slot, a search for it would end there.
      if (distance(home(keyOf.apply(element)), slot) >= distance(free, slot)) {
        slots[free] = element;
        free = slot;
      }
      slot = next(slot);
    }
    slots[free] = null;
    size--;
    return removed;
  }

  /** All elements, in no order; ends before the next change. */
  Stream<E> stream() {
    return Arrays.stream(slots).filter(Objects::nonNull).map(this::element);
  }

  // Four fifths: a registry of 100,000 fits into 2^17 slots, and finds after 3 steps on average.
  private void growIfCrowded() {
    if (5L * size <= 4L * slots.length) {
      return;
    }
    Object[] old = slots;
    slots = new Object[2 * old.length];
    for (Object element : old) {
      if (element != null) {
        slots[slotOf(keyOf.apply(element(element)))] = element;
      }
    }
  }

  /** Where the element with this key is, or would be. */
  private int slotOf(K key) {
    int slot = home(key);
    for (E element = at(slot); element != null; element = at(slot)) {
      if (keyOf.apply(element).equals(key)) {
        break;
      }
      slot = next(slot);
    }
    return slot;
  }

  private int home(K key) {
    return hash.applyAsInt(key) >>> Integer.numberOfLeadingZeros(slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  private int distance(int from, int to) {
    return (to - from) & (slots.length - 1);
  }

  private @Nullable E at(int slot) {
    Object element = slots[slot];
    return element == null ? null : element(element);
  }

  @SuppressWarnings("unchecked") // only put() fills slots
  private E element(Object element) {
    return (E) element;
  }
}
