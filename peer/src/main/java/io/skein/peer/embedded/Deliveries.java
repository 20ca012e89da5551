package io.skein.peer.embedded;

import java.util.ArrayList;
import java.util.List;

/** Confined to the owner thread. The subscriptions inside the process. */
public final class Deliveries {
  private final List<Delivery> open = new ArrayList<>();

  /** One was opened; those that ended are forgotten. */
  public void add(Delivery delivery) {
    open.removeIf(Delivery::isClosed);
    open.add(delivery);
  }

  /** Whether their readers have everything that was handed over. */
  public boolean areRead() {
    return open.stream().allMatch(Delivery::isRead);
  }
}
