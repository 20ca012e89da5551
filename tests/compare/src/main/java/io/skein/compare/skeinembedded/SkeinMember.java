package io.skein.compare.skeinembedded;

import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import io.skein.compare.member.Waiting;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.peer.Publisher;
import io.skein.peer.SubscribeOptions;
import io.skein.peer.bench.network.PeerProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A peer of Skein inside this process; {@link #publish} is confined to one thread. */
final class SkeinMember implements Member {
  /** Above this the overlay does not link every pair, and four links are enough to be useful. */
  private static final int FULL_MESH = 16;

  private static final int LINKS_OF_MANY = 4;

  /** So many share one heap; it holds a multiple of the window of W4. */
  private static final long LOG_BYTES_OF_MANY = 16 << 20;

  private final Peer peer;
  private final PeerProbe probe;
  private final Publisher publisher;
  private final int members;

  private SkeinMember(Peer peer, PeerProbe probe, Place place) {
    this.peer = peer;
    this.probe = probe;
    members = place.members();
    publisher = peer.publisher(place.workload().type(0));
  }

  /** The member with index 0 runs the bootstrap server too. */
  static SkeinMember join(Place place, Intake intake) throws IOException {
    Peer peer = Peer.create(config(place));
    try {
      peer.start();
      if (place.listens()) {
        var unused =
            peer.subscribe(
                SubscribeOptions.of(place.workload().pattern(0)).noEcho().onPeerThread(),
                new Arrivals(intake));
      }
      return new SkeinMember(peer, new PeerProbe(peer.app().orElseThrow()), place);
    } catch (IOException | RuntimeException e) {
      peer.close();
      throw e;
    }
  }

  @Override
  public void awaitOthers() throws IOException, InterruptedException {
    int links = members > FULL_MESH ? LINKS_OF_MANY : members - 1;
    Waiting.until(() -> probe.whyNotReady(links) == null, "a peer has not all its links");
  }

  @Override
  public void publish(byte[] payload) throws InterruptedException {
    publisher.publish(payload);
  }

  @Override
  public Map<String, Double> counters() {
    return Map.of("extra_copies", (double) probe.describe().getCounters().getDuplicates());
  }

  @Override
  public void close() {
    probe.close();
    peer.close();
  }

  private static PeerConfig config(Place place) {
    int[] ports = place.ports();
    String bootstrap = "127.0.0.1:" + ports[place.members()];
    PeerConfig.Builder config =
        PeerConfig.builder()
            .dataDir(Path.of("peer-" + place.index()))
            .listen("127.0.0.1:" + place.port())
            .app("127.0.0.1:0")
            .insecure(!place.workload().tls());
    if (place.members() > FULL_MESH) {
      config.logBytes(LOG_BYTES_OF_MANY);
    }
    return (place.index() == 0 ? config.bootstrapServer(bootstrap) : config.bootstrap(bootstrap))
        .build();
  }
}
