package io.skein.peer.cli;

import io.skein.proto.app.v1.LinkStatus;
import io.skein.proto.app.v1.PeerStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines peers up for people; immutable. */
final class PeerTable {
  /** So much of a peer id tells peers apart at a glance. */
  private static final int SHORT_NAME = 10;

  private static final List<String> HEADER =
      List.of(
          "PEER",
          "ADDRESSES",
          "LINK",
          "STATE",
          "EAGER",
          "PARENT",
          "RTT",
          "QUEUED",
          "IN",
          "OUT",
          "PENALTY",
          "LAST CLOSED");

  /** From here on a neighbour is suspected. */
  private static final long SILENT_MILLIS = 3_000;

  private PeerTable() {}

  static List<String> lines(List<PeerStatus> peers) {
    var rows = new ArrayList<List<String>>();
    rows.add(HEADER);
    peers.stream().map(PeerTable::row).forEach(rows::add);
    int[] widths = new int[HEADER.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  /** One peer without a table around it. */
  static String line(PeerStatus peer) {
    return line(row(peer), new int[HEADER.size()]);
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i)).append(" ".repeat(Math.max(0, widths[i] - row.get(i).length()) + 2));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> row(PeerStatus peer) {
    var row = new ArrayList<String>();
    row.add(shortName(peer.getPeerName()));
    row.add(
        peer.getAddressesList().isEmpty()
            ? "-"
            : peer.getAddressesList().stream()
                .map(Text::printable)
                .collect(Collectors.joining(",")));
    if (peer.hasLink()) {
      addLink(row, peer.getLink());
    } else {
      row.addAll(Collections.nCopies(HEADER.size() - row.size() - 2, "-"));
    }
    row.add(penalty(peer));
    row.add(Text.printable(peer.getLastCloseReason()));
    return row;
  }

  private static String penalty(PeerStatus peer) {
    if (peer.hasBan()) {
      return "banned " + BanTable.left(peer.getBan());
    }
    return peer.getPenalty() == 0 ? "-" : Integer.toUnsignedString(peer.getPenalty());
  }

  private static void addLink(List<String> row, LinkStatus link) {
    row.add(Words.of(link.getDirection()));
    row.add(state(link));
    row.add(Integer.toUnsignedString(link.getEagerOrigins()));
    row.add(Integer.toUnsignedString(link.getParentOrigins()));
    row.add(link.getRttMicros() == 0 ? "-" : millis(link.getRttMicros()));
    row.add(bytes(link.getQueuedBytes()));
    row.add(bytes(link.getReceivedBytes()));
    row.add(bytes(link.getSentBytes()));
  }

  private static String state(LinkStatus link) {
    if (link.getSilentMillis() >= SILENT_MILLIS) {
      return "silent";
    }
    return link.getLazy() ? "lazy" : "eager";
  }

  static String shortName(String peerName) {
    String printable = Text.printable(peerName);
    return printable.substring(0, Math.min(SHORT_NAME, printable.length()));
  }

  static String millis(long micros) {
    return String.format(Locale.ROOT, "%.1fms", micros / 1000.0);
  }

  /** Rounded to one decimal of the largest fitting unit. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double scaled = bytes;
    int unit = 0;
    while (scaled >= 1024 && unit < units.length - 1) {
      scaled /= 1024;
      unit++;
    }
    return unit == 0 ? bytes + "B" : String.format(Locale.ROOT, "%.1f%s", scaled, units[unit]);
  }
}
