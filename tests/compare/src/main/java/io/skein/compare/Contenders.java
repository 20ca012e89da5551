package io.skein.compare;

import io.skein.compare.app.AppContender;
import io.skein.compare.app.Clients;
import io.skein.compare.embedded.MemberContender;
import io.skein.compare.member.MemberSystem;
import io.skein.compare.model.Contender;
import io.skein.compare.nats.NatsContender;
import io.skein.compare.skein.SkeinContender;
import io.skein.compare.thin.ThinContender;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** All contenders, in the order of tables; stateless. Whoever adds one adds it here. */
final class Contenders {
  private static final Contender SKEIN_PLAINTEXT = new SkeinContender("skein-plaintext", true);
  private static final List<Contender> WITH_NODES =
      List.of(
          new SkeinContender("skein", false),
          new ThinContender("thin", 16 << 10),
          new ThinContender("thin-single", 1),
          SKEIN_PLAINTEXT,
          new NatsContender());

  private static final List<Contender> ALL =
      Stream.concat(WITH_NODES.stream(), Rivals.ALL.stream()).toList();

  private Contenders() {}

  /**
   * Those of these names, in the order of tables; if none is named all, but without TLS only one
   * Skein.
   */
  static List<Contender> named(List<String> names, boolean tls) {
    for (String name : names) {
      if (ALL.stream().noneMatch(contender -> contender.name().equals(name))) {
        throw new IllegalArgumentException(
            "'" + name + "': expected some of " + String.join(",", new Names()));
      }
    }
    if (names.isEmpty()) {
      return ALL.stream().filter(each -> tls || !each.equals(SKEIN_PLAINTEXT)).toList();
    }
    return ALL.stream().filter(each -> names.contains(each.name())).toList();
  }

  /** The names of all, for help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.stream().map(Contender::name).iterator();
    }
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

  /** The system of a contender whose apps live in its nodes. */
  static MemberSystem members(String name) {
    for (Contender contender : ALL) {
      if (contender.name().equals(name) && contender instanceof MemberContender withMembers) {
        return withMembers.system();
      }
    }
    throw new IllegalArgumentException("no contender with apps in its nodes is called " + name);
  }
}
