package io.skein.compare.scalecube;

import static io.skein.compare.model.WorkloadKind.E1;
import static io.skein.compare.model.WorkloadKind.E2;
import static io.skein.compare.model.WorkloadKind.W4;

import io.skein.compare.embedded.MemberContender;
import java.util.Set;

/** ScaleCube's gossip as a contender; stateless. */
public final class ScaleCube {
  private ScaleCube() {}

  /** The contender. */
  public static MemberContender contender() {
    return new MemberContender(
        "scalecube",
        () ->
            "scalecube-cluster 2.7.7, spreadGossip over TCP, fan-out 3; gossip interval 1 ms at a rate"
                + " and 10 ms flat out, where that is faster (default: 200 ms); it promises no order",
        Set.of(E1, E2, W4),
        false,
        ScaleCubeMember::join);
  }
}
