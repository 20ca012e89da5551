package io.skein.peer.simulation;

import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Frame.Cargo;
import java.util.List;

/** Confined to one thread. What was sent over all links of a network. */
public final class Traffic {
  /** What a gRPC message and its HTTP/2 frame add. */
  private static final int MESSAGE_OVERHEAD = 8;

  private long linkMessages;
  private long dataBytes;
  private long controlBytes;
  private long directoryBytes;
  private int maxHops;

  /** Counts one message; returns its size in bytes. */
  int sent(List<Frame> frames) {
    int data = 0;
    int control = MESSAGE_OVERHEAD;
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      if (frame instanceof Cargo) {
        data += FrameSizes.of(frame);
        maxHops = Math.max(maxHops, frame instanceof BatchFrame batch ? batch.hops() + 1 : 0);
      } else {
        int size = FrameSizes.of(frame);
        control += size;
        directoryBytes += FrameSizes.isOfDirectory(frame) ? size : 0;
      }
    }
    linkMessages++;
    dataBytes += data;
    controlBytes += control;
    return data + control;
  }

  /** Messages on links; frames share them. */
  public long linkMessages() {
    return linkMessages;
  }

  /** Bytes of batches, with their frames. */
  public long dataBytes() {
    return dataBytes;
  }

  /** All other bytes. */
  public long controlBytes() {
    return controlBytes;
  }

  /** Of these, bytes of peer records and of what is said about them. */
  public long directoryBytes() {
    return directoryBytes;
  }

  /** The most links that a batch crossed. */
  public int maxHops() {
    return maxHops;
  }
}
