package io.skein.compare;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.model.Contender;
import io.skein.compare.nats.NatsContender;
import io.skein.compare.skein.SkeinContender;
import io.skein.compare.thin.ThinContender;
import java.util.List;

/** All contenders, in the order of tables; stateless. Whoever adds one adds it here. */
final class Contenders {
  private static final List<Contender> ALL =
      List.of(
          new SkeinContender("skein", false),
          new ThinContender("thin", 16 << 10),
          new ThinContender("thin-single", 1),
          new SkeinContender("skein-plaintext", true),
          new NatsContender());

  private Contenders() {}

  static List<Contender> all() {
    return ALL;
  }

  /** The client library of a contender. */
  static Clients clients(String name) {
    for (Contender contender : ALL) {
      if (contender.name().equals(name) && contender instanceof AppContender withApps) {
        return withApps.clients();
      }
    }
    throw new IllegalArgumentException("no contender with apps is called " + name);
  }
}
