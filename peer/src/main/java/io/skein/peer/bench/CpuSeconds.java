package io.skein.peer.bench;

/**
 * CPU time, user and system, of the processes of a pipe; immutable.
 *
 * @param publisher seconds of the publishing app
 * @param subscriber seconds of the subscribing app
 * @param peers seconds of both peers; 0 if they were not started by the benchmark
 */
record CpuSeconds(double publisher, double subscriber, double peers) {
  /** Seconds of all four. */
  double total() {
    return publisher + subscriber + peers;
  }

  CpuSeconds times(double factor) {
    return new CpuSeconds(publisher * factor, subscriber * factor, peers * factor);
  }
}
