package io.skein.peer.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Comparator;
import java.util.List;

/**
 * What {@code bench} found; immutable.
 *
 * @param rounds the measured phases, at least one
 * @param latency the phase at a fixed rate; what was lost, came twice or late counts from the start
 */
record PipeResult(List<PipeRound> rounds, PipeRound latency) {
  private static final double MEGA = 1e6;

  PipeResult {
    rounds = List.copyOf(rounds);
  }

  /** Whether every message came once and in order. */
  boolean isClean() {
    SubscriberReport seen = latency.seen();
    return seen.lost() == 0 && seen.duplicated() == 0 && seen.outOfOrder() == 0;
  }

  /** The round in the middle when sorted by speed; the slower one of two. */
  PipeRound median() {
    return rounds.stream()
        .sorted(Comparator.comparingDouble(PipeRound::messagesPerSecond))
        .skip((rounds.size() - 1) / 2)
        .findFirst()
        .orElseThrow();
  }

  /**
   * For programs.
   *
   * @param messageBytes payload of each message
   * @param cpuKnown whether the CPU time is that of all processes
   */
  JsonObject json(int messageBytes, boolean cpuKnown) {
    SubscriberReport all = latency.seen();
    PipeRound round = median();
    CpuSeconds cpu = round.cpuPerMillion();
    JsonObject json = new JsonObject();
    json.addProperty("messages", round.messages());
    json.addProperty("size", messageBytes);
    json.addProperty("lost", all.lost());
    json.addProperty("duplicated", all.duplicated());
    json.addProperty("out_of_order", all.outOfOrder());
    json.addProperty("msgs_per_s", Math.round(round.messagesPerSecond()));
    json.addProperty("mb_per_s", Digits.rounded(megabytes(round, messageBytes), 1));
    json.addProperty("cpu_s_per_million", cpuKnown ? Digits.rounded(cpu.total(), 3) : null);
    json.addProperty("publisher_cpu_s_per_million", Digits.rounded(cpu.publisher(), 3));
    json.addProperty("subscriber_cpu_s_per_million", Digits.rounded(cpu.subscriber(), 3));
    json.addProperty("p50_us", Digits.rounded(all.p50(), 1));
    json.addProperty("p99_us", Digits.rounded(all.p99(), 1));
    json.addProperty("p999_us", Digits.rounded(all.p999(), 1));
    json.addProperty("loaded_p50_us", Digits.rounded(round.seen().p50(), 1));
    json.addProperty("loaded_p99_us", Digits.rounded(round.seen().p99(), 1));
    JsonArray speeds = new JsonArray();
    rounds.forEach(each -> speeds.add(Math.round(each.messagesPerSecond())));
    json.add("rounds_msgs_per_s", speeds);
    return json;
  }

  /** For people; the same parameters. */
  String table(int messageBytes, boolean cpuKnown) {
    SubscriberReport all = latency.seen();
    PipeRound round = median();
    CpuSeconds cpu = round.cpuPerMillion();
    TextTable table = new TextTable("", "");
    table.row("messages of " + messageBytes + " B", Digits.grouped(round.messages()));
    table.row("lost", Digits.grouped(all.lost()));
    table.row("duplicated", Digits.grouped(all.duplicated()));
    table.row("out of order", Digits.grouped(all.outOfOrder()));
    table.row("messages/s", Digits.grouped(Math.round(round.messagesPerSecond())));
    table.row("MB/s", Digits.decimals(megabytes(round, messageBytes), 1));
    table.row("CPU s per million", cpuKnown ? Digits.decimals(cpu.total(), 2) : "unknown");
    table.row("  of the publisher", Digits.decimals(cpu.publisher(), 2));
    table.row("  of the subscriber", Digits.decimals(cpu.subscriber(), 2));
    table.row("p50 us, fixed rate", Digits.decimals(all.p50(), 0));
    table.row("p99 us, fixed rate", Digits.decimals(all.p99(), 0));
    table.row("p99.9 us, fixed rate", Digits.decimals(all.p999(), 0));
    return table.toString().stripLeading();
  }

  private static double megabytes(PipeRound round, int messageBytes) {
    return round.messagesPerSecond() * messageBytes / MEGA;
  }
}
