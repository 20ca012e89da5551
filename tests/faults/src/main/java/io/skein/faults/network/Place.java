package io.skein.faults.network;

import java.util.List;

/**
 * Where a process runs; immutable.
 *
 * @param host address at which it listens
 * @param prefix words before its command line that put it there
 */
record Place(String host, List<String> prefix) {
  Place {
    prefix = List.copyOf(prefix);
  }

  static Place loopback() {
    return new Place("127.0.0.1", List.of());
  }
}
