package io.skein.peer.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.skein.peer.model.MessageType;
import io.skein.peer.model.Pattern;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RulesTest {
  private static final Permissions ORDERS =
      new Permissions(patterns("orders.>"), patterns("orders.>", "prices.*"), false);
  private static final Permissions OTHERS =
      new Permissions(patterns(), patterns("public.>"), false);

  @Test
  void appMayDoWhatItsOwnRuleSaysAndNothingOfTheOthers() {
    Permissions orders = new Rules(Map.of("orders", ORDERS, "*", OTHERS)).of("orders");

    assertThat(orders.mayPublish(new MessageType("orders.new"))).isTrue();
    assertThat(orders.mayPublish(new MessageType("prices.eu"))).isFalse();
    assertThat(orders.firstForbidden(patterns("orders.*.x", "prices.eu"))).isEmpty();
    assertThat(orders.firstForbidden(patterns("orders.>", "public.x", ">")))
        .hasToString("Optional[public.x]");
  }

  @Test
  void appThatIsNotNamedMayDoWhatTheOthersMay() {
    Permissions other = new Rules(Map.of("orders", ORDERS, "*", OTHERS)).of("billing");

    assertThat(other.firstForbidden(patterns("public.x.y"))).isEmpty();
    assertThat(other.mayPublish(new MessageType("public.x"))).isFalse();
  }

  @Test
  void appThatIsNotNamedMayDoNothingWithoutARuleForOthers() {
    Permissions none = new Rules(Map.of("orders", ORDERS)).of("billing");

    assertThat(none.mayPublish(new MessageType("orders.new"))).isFalse();
    assertThat(none.firstForbidden(patterns("orders.new"))).isPresent();
    assertThat(none.admin()).isFalse();
  }

  private static List<Pattern> patterns(String... texts) {
    return List.of(texts).stream().map(Pattern::parse).toList();
  }
}
