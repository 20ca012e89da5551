package io.skein.compare.thinmesh;

import static io.skein.compare.model.WorkloadKind.E1;
import static io.skein.compare.model.WorkloadKind.E2;
import static io.skein.compare.model.WorkloadKind.W4;

import io.skein.compare.embedded.MemberContender;
import java.util.Set;

/** The thin mesh as a contender; stateless. */
public final class ThinMesh {
  private ThinMesh() {}

  /** The contender. */
  public static MemberContender contender() {
    return new MemberContender(
        "thin-embedded",
        () ->
            "bare grpc-java inside the apps' processes: one stream between each two members, frames of"
                + " up to 16 KiB with what is at hand, made once for all links, 256 KiB of them ahead,"
                + " one event loop, direct executor, bytes passed through",
        Set.of(E1, E2, W4),
        false,
        ThinMember::join);
  }
}
