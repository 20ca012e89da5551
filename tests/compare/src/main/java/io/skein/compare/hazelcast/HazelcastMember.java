package io.skein.compare.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.topic.ITopic;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import io.skein.compare.member.Waiting;
import java.io.IOException;

/** A member of Hazelcast with its topic; {@link #publish} is confined to one thread. */
final class HazelcastMember implements Member {
  static final String TOPIC = "compare";

  private final HazelcastInstance instance;
  private final ITopic<byte[]> topic;
  private final int members;

  private HazelcastMember(HazelcastInstance instance, int members) {
    this.instance = instance;
    this.members = members;
    topic = instance.getTopic(TOPIC);
  }

  static HazelcastMember join(Place place, Intake intake) {
    HazelcastInstance instance = Hazelcast.newHazelcastInstance(config(place));
    HazelcastMember member = new HazelcastMember(instance, place.members());
    if (place.listens()) {
      member.listen(intake);
    }
    return member;
  }

  @Override
  public void awaitOthers() throws IOException, InterruptedException {
    Waiting.until(
        () -> instance.getCluster().getMembers().size() == members,
        "Hazelcast has not all members");
  }

  @Override
  public void publish(byte[] payload) {
    topic.publish(payload);
  }

  @Override
  public void close() {
    instance.getLifecycleService().terminate();
  }

  private void listen(Intake intake) {
    var unused =
        topic.addMessageListener(
            message -> {
              byte[] payload = message.getMessageObject();
              intake.accept(payload, 0, payload.length, System.nanoTime());
            });
  }

  private static Config config(Place place) {
    Config config = new Config();
    config.setClusterName("compare-" + place.parts().get(0));
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.event.queue.timeout.millis", "10000");
    config.getTopicConfig(TOPIC).setStatisticsEnabled(false);
    network(config.getNetworkConfig(), place);
    return config;
  }

  private static void network(NetworkConfig network, Place place) {
    network.setPort(place.port()).setPortAutoIncrement(false);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = network.getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (int i = 0; i < place.members(); i++) {
      join.getTcpIpConfig().addMember("127.0.0.1:" + place.ports()[i]);
    }
  }
}
