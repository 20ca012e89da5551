package io.skein.compare.app;

import io.skein.compare.model.Workload;
import java.io.IOException;
import java.util.List;

/** A contender's client library, inside the process of an app; immutable. */
public interface Clients {
  /**
   * Opens {@link Workload#publishers()} publishing connections.
   *
   * @param address what the contender's nodes gave for publishers
   */
  Outlet publish(Workload workload, String address) throws IOException, InterruptedException;

  /**
   * Opens a subscription for each receiver and returns when all stand.
   *
   * <p>Connections: one for each subscription as {@link #connectionOf} says.
   *
   * @param address what the contender's nodes gave for subscribers
   * @return ends them
   */
  Runnable subscribe(Workload workload, String address, List<Receiver> receivers)
      throws IOException, InterruptedException;

  /**
   * The connection of a receiver, from 0 on, the same for all contenders: each has its own, up to
   * 32 in a process; above that they share them evenly.
   *
   * @param place among the receivers of the process
   * @param receivers how many there are
   */
  static int connectionOf(int place, int receivers) {
    return place % Math.min(receivers, MOST_CONNECTIONS);
  }

  /** Connections of one subscribing process at most. */
  int MOST_CONNECTIONS = 32;
}
