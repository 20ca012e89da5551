package io.skein.peer.simulation;

import com.google.protobuf.ByteString;
import io.skein.peer.dispatch.Gap;
import io.skein.peer.model.Batch;
import io.skein.peer.model.OriginLane;

/**
 * Sees what the apps of a simulated run do and are given, in the order in which it happens, on the
 * thread of the run. Each process has two apps, both named by the lane on which it publishes: one
 * that publishes and one that reads everything.
 */
public interface Witness {
  /** Looks away. */
  Witness NONE =
      new Witness() {
        @Override
        public void published(OriginLane app, ByteString payload) {}

        @Override
        public void subscribed(OriginLane app) {}

        @Override
        public void joined(OriginLane app) {}

        @Override
        public void delivered(OriginLane app, Batch batch, long position) {}

        @Override
        public void lost(OriginLane app, Gap gap) {}

        @Override
        public void ended(OriginLane app) {}

        @Override
        public void stayed(OriginLane app) {}
      };

  /** An app is about to publish this; its process lives. */
  void published(OriginLane app, ByteString payload);

  /** The subscription of an app stands. */
  void subscribed(OriginLane app);

  /** The process of an app has its first link: what is published from now on should reach it. */
  void joined(OriginLane app);

  /** An app was given a batch. */
  void delivered(OriginLane app, Batch batch, long position);

  /** An app was told that messages will not come. */
  void lost(OriginLane app, Gap gap);

  /** The process of an app is gone, or about to end. */
  void ended(OriginLane app);

  /** The run is over, and the process of an app is there still, with links to most others. */
  void stayed(OriginLane app);
}
