package io.skein.compare.jgroups;

import static io.skein.compare.model.WorkloadKind.E1;
import static io.skein.compare.model.WorkloadKind.E2;
import static io.skein.compare.model.WorkloadKind.W4;

import io.skein.compare.embedded.MemberContender;
import java.util.Set;
import org.jgroups.Version;

/** JGroups as contenders; stateless. */
public final class JGroups {
  private JGroups() {}

  /** With the fastest setting that keeps order. */
  public static MemberContender ordered() {
    return new MemberContender(
        "jgroups",
        JGroups::settings,
        Set.of(E1, E2, W4),
        false,
        (place, intake) -> JGroupsMember.join(place, false, intake));
  }

  /** With the fastest setting. */
  public static MemberContender fastest() {
    return new MemberContender(
        "jgroups-batch2",
        () ->
            settings()
                + "; and its protocol BATCH2 of 100 messages on top, which is faster and delivers"
                + " some messages of one sender out of order",
        Set.of(E1, E2, W4),
        false,
        (place, intake) -> JGroupsMember.join(place, true, intake));
  }

  private static String settings() {
    return "JGroups "
        + Version.printVersion()
        + ", its tcp.xml (NAKACK2, STABLE, MFC and UFC with 2 MB of credits) with bundler"
        + " transfer-queue of 16k messages and 64 KiB (its default, pd, is far slower here),"
        + " tcp_nodelay, virtual threads, no statistics, no lock to send, FRAG4; multicast over"
        + " TCP with DONT_LOOPBACK, batches received as batches";
  }
}
