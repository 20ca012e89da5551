package io.skein.compare.scalecube;

import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.transport.api.Message;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import io.skein.compare.member.Waiting;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** A member of a ScaleCube cluster; {@link #publish} is confined to one thread. */
final class ScaleCubeMember implements Member {
  /** Shorter costs throughput, longer costs time. */
  private static final int PACED_MILLIS = 1;

  private static final int FLAT_OUT_MILLIS = 10;

  /**
   * Of all members together. It takes gossip without bound, and stands still under more than it can
   * spread.
   */
  private static final int MOST_AT_ONCE = 2_048;

  private final Semaphore room;
  private final Cluster cluster;
  private final int members;

  private ScaleCubeMember(Cluster cluster, int members) {
    this.cluster = cluster;
    this.members = members;
    room = new Semaphore(MOST_AT_ONCE / members);
  }

  /** The member with index 0 is the seed of all others. */
  static ScaleCubeMember join(Place place, Intake intake) {
    int interval = place.workload().hasLatency() ? PACED_MILLIS : FLAT_OUT_MILLIS;
    Cluster cluster =
        new ClusterImpl()
            .config(config -> config.externalHost("127.0.0.1"))
            .transportFactory(TcpTransportFactory::new)
            .transport(transport -> transport.port(place.port()))
            .gossip(gossip -> gossip.gossipInterval(interval))
            .membership(
                membership ->
                    place.index() == 0
                        ? membership
                        : membership.seedMembers("127.0.0.1:" + place.ports()[0]))
            .handler(self -> new Arrivals(intake))
            .startAwait();
    return new ScaleCubeMember(cluster, place.members());
  }

  @Override
  public void awaitOthers() throws IOException, InterruptedException {
    Waiting.until(() -> cluster.members().size() == members, "ScaleCube has not all members");
  }

  @Override
  public void publish(byte[] payload) throws InterruptedException {
    room.acquire();
    var unused =
        cluster
            .spreadGossip(Message.fromData(payload))
            .subscribe(null, failure -> room.release(), room::release);
  }

  @Override
  public void close() {
    cluster.shutdown();
  }

  private record Arrivals(Intake intake) implements ClusterMessageHandler {
    @Override
    public void onGossip(Message gossip) {
      byte[] payload = gossip.data();
      intake.accept(payload, 0, payload.length, System.nanoTime());
    }
  }
}
