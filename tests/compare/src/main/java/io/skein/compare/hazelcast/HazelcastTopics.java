package io.skein.compare.hazelcast;

import static io.skein.compare.model.WorkloadKind.E1;
import static io.skein.compare.model.WorkloadKind.E2;
import static io.skein.compare.model.WorkloadKind.W4;

import com.hazelcast.instance.BuildInfoProvider;
import io.skein.compare.embedded.MemberContender;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.member.Place;
import java.util.List;
import java.util.Set;

/** Hazelcast's topic, embedded; immutable. */
public final class HazelcastTopics implements MemberSystem {
  private HazelcastTopics() {}

  /** The contender. */
  public static MemberContender contender() {
    return new MemberContender(
        "hazelcast", HazelcastTopics::settings, Set.of(E1, E2, W4), false, new HazelcastTopics());
  }

  private static String settings() {
    return "Hazelcast "
        + BuildInfoProvider.getBuildInfo().getVersion()
        + ", embedded members, ITopic (faster than ReliableTopic with publishAll of 500),"
        + " statistics off, the JVM flags that it asks for, its default threads; events wait 10 s"
        + " for a full queue before they are dropped";
  }

  @Override
  public Member join(Place place, Intake intake) {
    return HazelcastMember.join(place, intake);
  }

  /** Without them it warns at start that it will be slower. */
  @Override
  public List<String> jvmFlags() {
    return List.of(
        "--add-modules=java.se",
        "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
        "--add-opens=java.management/sun.management=ALL-UNNAMED",
        "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");
  }
}
