package io.skein.peer.bench;

/**
 * Two rounds, one after the other; immutable.
 *
 * @param alone p99 of urgent messages alone, in microseconds
 * @param beside p99 beside large messages, in microseconds
 */
record LargePair(double alone, double beside) {
  double ratio() {
    return alone == 0 ? 0 : beside / alone;
  }
}
