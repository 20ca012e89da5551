package io.skein.compare.skeinembedded;

import static io.skein.compare.model.WorkloadKind.E1;
import static io.skein.compare.model.WorkloadKind.E2;
import static io.skein.compare.model.WorkloadKind.W4;

import io.skein.compare.embedded.MemberContender;
import java.util.Set;

/** Skein, embedded, as a contender; stateless. */
public final class SkeinEmbedded {
  private SkeinEmbedded() {}

  /** The contender. */
  public static MemberContender contender() {
    return new MemberContender(
        "skein-embedded",
        () ->
            "Skein peers inside the apps' processes, all settings as shipped (more than 16 peers in one"
                + " process: logs of 16 MiB), listeners on the thread of the peer; links in plaintext unless TLS is asked for",
        Set.of(E1, E2, W4),
        true,
        SkeinMember::join);
  }
}
