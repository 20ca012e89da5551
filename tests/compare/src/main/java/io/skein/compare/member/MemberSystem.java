package io.skein.compare.member;

import io.skein.compare.app.Nodes;
import io.skein.compare.model.Workload;
import java.io.IOException;
import java.util.List;

/** A system whose nodes can run inside an app; immutable. */
public interface MemberSystem {
  /**
   * Starts a member in this process; it may wait for members of lower indexes, for no others.
   *
   * @param intake takes what others publish, if the place listens
   */
  Member join(Place place, Intake intake) throws IOException, InterruptedException;

  /** What must run beside the members: ports by default. */
  default Nodes nodes(Workload workload) throws IOException, InterruptedException {
    return new Ports(members(workload), jvmFlags());
  }

  /** Flags of the JVM that its documentation asks for. */
  default List<String> jvmFlags() {
    return List.of();
  }

  /** How many members a workload has. */
  static int members(Workload workload) {
    return workload.kind().isBroadcast() ? workload.fan() : 2;
  }
}
