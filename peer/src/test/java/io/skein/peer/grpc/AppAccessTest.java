package io.skein.peer.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.access.AccessPolicy;
import io.skein.peer.access.Permissions;
import io.skein.peer.access.Rules;
import io.skein.peer.access.Tokens;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AppAccessTest {
  private static final Rules RULES =
      new Rules(
          Map.of(
              "admin", new Permissions(List.of(), List.of(), true),
              "other", new Permissions(List.of(), List.of(), false)));
  private static final Tokens TOKENS = new Tokens(List.of());

  @Test
  void whoIsOnTheMachineMayReload() {
    assertThat(mayReload(TOKENS, "other", true)).isTrue();
    assertThat(mayReload(null, "other", true)).isTrue();
  }

  @Test
  void onlyAnAdminMayReloadFromElsewhere() {
    assertThat(mayReload(TOKENS, "admin", false)).isTrue();
    assertThat(mayReload(TOKENS, "other", false)).isFalse();
    assertThat(mayReload(TOKENS, "nobody", false)).isFalse();
  }

  @Test
  void whoOnlySaysThatItIsTheAdminMayNotReloadFromElsewhere() {
    assertThat(mayReload(null, "admin", false)).isFalse();
  }

  private static boolean mayReload(@Nullable Tokens tokens, String app, boolean local) {
    return new AppAccess(new AccessPolicy(tokens, false, RULES))
        .mayReload(new Caller(app, null, local));
  }
}
