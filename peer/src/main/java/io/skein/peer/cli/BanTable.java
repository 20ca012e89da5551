package io.skein.peer.cli;

import com.google.gson.JsonObject;
import io.skein.proto.app.v1.Ban;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bans for people and for programs; immutable. */
final class BanTable {
  private BanTable() {}

  static List<String> lines(List<Ban> bans) {
    var lines = new ArrayList<String>();
    lines.add(line("BANNED", "LEFT", "TIMES", "BY", "REASON"));
    bans.forEach(ban -> lines.add(line(ban)));
    return lines;
  }

  private static String line(Ban ban) {
    return line(
        who(ban),
        left(ban),
        Integer.toUnsignedString(ban.getTimes()),
        ban.getByOperator() ? "operator" : "peer",
        Text.printable(ban.getReason()));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-15s  %-10s  %5s  %-8s  %s", cells).stripTrailing();
  }

  /** Who is banned: the start of a peer's id, or an address. */
  static String who(Ban ban) {
    return ban.getPeerName().isEmpty()
        ? Text.printable(ban.getAddress())
        : PeerTable.shortName(ban.getPeerName());
  }

  /** How long it still lasts, as {@code 9m58s}; days are counted in hours. */
  static String left(Ban ban) {
    long seconds = (ban.getRemainingMillis() + 999) / 1000;
    return Duration.ofSeconds(seconds).toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  static JsonObject json(Ban ban) {
    var json = new JsonObject();
    if (ban.getPeerName().isEmpty()) {
      json.addProperty("address", ban.getAddress());
    } else {
      json.addProperty("peer", ban.getPeerName());
    }
    json.addProperty("reason", ban.getReason());
    json.addProperty("remaining_millis", ban.getRemainingMillis());
    json.addProperty("times", ban.getTimes());
    json.addProperty("by_operator", ban.getByOperator());
    return json;
  }
}
