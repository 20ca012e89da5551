package io.skein.compare;

import io.skein.compare.hazelcast.HazelcastTopics;
import io.skein.compare.jeromq.JeroMq;
import io.skein.compare.jgroups.JGroups;
import io.skein.compare.model.Contender;
import io.skein.compare.nats.NatsMesh;
import io.skein.compare.scalecube.ScaleCube;
import io.skein.compare.skeinembedded.SkeinEmbedded;
import io.skein.compare.thinmesh.ThinMesh;
import java.util.List;

/** What is compared with the app inside the node, and ZeroMQ; stateless. */
final class Rivals {
  static final List<Contender> ALL =
      List.of(
          SkeinEmbedded.contender(),
          ThinMesh.contender(),
          JGroups.ordered(),
          JGroups.fastest(),
          HazelcastTopics.contender(),
          ScaleCube.contender(),
          NatsMesh.contender(),
          new JeroMq());

  private Rivals() {}
}
