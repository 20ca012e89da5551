package io.skein.peer.bench;

/**
 * A run that was published; immutable.
 *
 * @param messages how many
 * @param last number of the last one
 * @param startNanos {@link System#nanoTime()} of its start, the same clock in all processes
 */
record FlowDone(long messages, long last, long startNanos) {}
