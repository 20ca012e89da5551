package io.skein.peer;

import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.peer.admin.MetricSource;
import io.skein.peer.broadcast.Arrivals;
import io.skein.peer.core.MemoryWatch;
import io.skein.peer.core.PeerCore;
import io.skein.peer.grpc.AppAccess;
import io.skein.peer.grpc.Ports;
import io.skein.peer.grpc.Publishing;
import io.skein.peer.grpc.ReceivedRecords;
import io.skein.peer.grpc.Subscribing;
import io.skein.peer.mesh.Link;
import io.skein.peer.runtime.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The numbers of a peer for its metrics page: read on the owner thread once a second,
 * so that whoever asks waits for nobody and sees numbers of one moment.
 */
final class PeerMetrics {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final PeerCore core;
  private final List<LongSupplier> readers = new ArrayList<>();
  private final List<MetricSource> sources = new ArrayList<>();
  private volatile long[] values;
  private EventLoop.@Nullable Timer timer;

  PeerMetrics(
      PeerCore core,
      ReceivedRecords received,
      PeerSecrets secrets,
      AppAccess access,
      Subscribing subscribing,
      Publishing publishing) {
    this.core = core;
    addMessages();
    addRefusals(access);
    refusals("subscriptions", subscribing::refused);
    refusals("waiting", publishing::overfull);
    addState();
    addProofs();
    addCompression();
    addChunks();
    sources.add(
        MetricSource.counter(
            "skein_records_refused",
            "Records of peers that are not signed by them or are of another network.",
            slot(received::refused)));
    addSecurity(secrets);
    sources.add(
        MetricSource.counter(
            "skein_records_unchecked",
            "Records of peers that were not looked at: too many came over one link.",
            slot(received::unchecked)));
    addConduct();
    values = new long[readers.size()];
  }

  private void addSecurity(PeerSecrets secrets) {
    sources.add(
        MetricSource.counter(
            "skein_strangers_refused",
            "Links and records of peers that are not on the allow-list.",
            slot(core.directory::strangers)));
    sources.add(
        MetricSource.counter(
            "skein_security_files_refused",
            "Changes of certificates, CAs, tokens or the allow-list that could not be used.",
            slot(secrets::failures)));
    gauge(
        "allowed_peers",
        "Peers on the allow-list; 0 without one.",
        () -> secrets.members().map(list -> list.peers().size()).orElse(0));
  }

  /** Takes in what bounds the connections and the memory; to be called before {@link #start}. */
  void add(Ports ports, MemoryWatch memory) {
    addConnections("overlay", ports.overlay());
    addConnections("app", ports.app());
    addMemory(memory);
    values = new long[readers.size()];
  }

  private void addConnections(String port, ConnectionTable table) {
    sources.addAll(connections(port, table));
  }

  /** Of the connections of one port. */
  static List<MetricSource> connections(String port, ConnectionTable table) {
    return Stream.of(
            MetricSource.gauge("skein_connections", "Open connections.", table::open),
            MetricSource.gauge(
                "skein_connections_unproved",
                "Open connections without a proved Hello, a call or a request.",
                table::openUnproved),
            MetricSource.counter(
                "skein_connections_refused",
                "Connections for which there was no room.",
                table::refused),
            MetricSource.counter(
                "skein_connections_displaced",
                "Connections ended unproved, for others or because their time was over.",
                table::displaced))
        .map(source -> source.labelled("port", port))
        .toList();
  }

  private void addMemory(MemoryWatch memory) {
    memory
        .budget()
        .kinds()
        .forEach(
            (kind, bytes) ->
                sources.add(
                    MetricSource.gauge(
                            "skein_buffered_bytes", "Bytes buffered beside the log.", slot(bytes))
                        .labelled("kind", kind)));
    gauge("buffered_soft_bytes", "Above it publishers are slowed.", memory.budget()::softBytes);
    gauge("buffered_hard_bytes", "Above it links are closed.", memory.budget()::hardBytes);
    sources.add(
        MetricSource.counter(
            "skein_memory_links_lazy",
            "Links not sent to unasked any more, for memory.",
            slot(memory::turnedLazy)));
    sources.add(
        MetricSource.counter(
            "skein_memory_links_closed", "Links closed for memory.", slot(memory::closed)));
  }

  private void addMessages() {
    var counters = core.broadcast.counters();
    var delivery = core.dispatcher.counters();
    counter("published", "Messages published through this peer.", counters::published);
    counter("received", "Messages that came from neighbours the first time.", counters::received);
    counter("duplicates", "Messages that came again.", counters::duplicates);
    counter("repaired", "Messages that had to be pulled.", counters::repaired);
    counter("given_up", "Messages that no neighbour had any more.", counters::givenUp);
    counter("late", "Messages that came after they had been given up.", counters::late);
    counter("invalid", "Messages in batches that no honest origin makes.", counters::invalid);
    counter("unproved", "Messages without a good proof of their origin.", counters::unproved);
    counter(
        "withheld",
        "Messages not given to neighbours that do not take them compressed.",
        counters::withheld);
    counter("delivered", "Messages handed to subscriptions, for each.", delivery::delivered);
    counter(
        "reported_lost",
        "Messages reported to subscriptions as gaps, for each.",
        delivery::reportedLost);
  }

  private void addRefusals(AppAccess access) {
    refusals("unauthenticated", access::unauthenticated);
    refusals("denied", access::denied);
  }

  private void refusals(String reason, LongSupplier reader) {
    sources.add(
        MetricSource.counter(
                "skein_app_calls_refused",
                "Calls of apps refused: not known who calls, not allowed, over a limit.",
                slot(reader))
            .labelled("reason", reason));
  }

  private void addProofs() {
    var proofs = core.proofs;
    sources.add(
        MetricSource.counter(
            "skein_signatures_made",
            "Signatures over own batches, up to 32 of them each.",
            slot(proofs::signatures)));
    sources.add(
        MetricSource.counter(
            "skein_signatures_checked",
            "Signatures over others' batches that were computed.",
            slot(proofs::verifications)));
  }

  private void addCompression() {
    var packing = core.packing;
    var expansions = core.expansions;
    bytes("compression_input", "Bytes of messages that were compressed.", packing::bytesBefore);
    bytes("compression_output", "What became of these bytes.", packing::bytesAfter);
    sources.add(
        MetricSource.counter(
            "skein_compression_declined",
            "Batches that compression would not have made a tenth smaller.",
            slot(packing::declined)));
    sources.add(
        MetricSource.counter(
            "skein_expansions", "Batches expanded for apps.", slot(expansions::count)));
    bytes("expansion", "Bytes of these batches, expanded.", expansions::bytes);
    gauge("expanded_bytes", "Expanded batches that are kept.", expansions::keptBytes);
  }

  private void addChunks() {
    Arrivals arrivals = core.broadcast.arrivals();
    var counters = arrivals.counters();
    gauge("arriving_bytes", "Memory of large batches on their way here.", arrivals::bytes);
    large("duplicates", "Begun by a second neighbour.", counters::duplicates);
    large("refused", "Not taken: too large, or no room.", counters::refused);
    large("resumed", "Gone on with later, or over another link.", counters::resumed);
    large("timed_out", "Forgotten, since no more chunks came.", counters::timedOut);
    large("wrong", "With a chunk that had not been listed.", counters::wrong);
    sources.add(
        MetricSource.counter(
            "skein_chunks_received", "Chunks of large batches.", slot(counters::received)));
  }

  private void large(String what, String help, LongSupplier reader) {
    sources.add(
        MetricSource.counter(
            "skein_large_batches_" + what, "Large batches: " + help, slot(reader)));
  }

  private void addConduct() {
    var conduct = core.mesh.conduct();
    sources.add(
        MetricSource.counter(
            "skein_offences",
            "What neighbours did that no honest one does.",
            slot(conduct::offences)));
    sources.add(
        MetricSource.counter(
            "skein_bans_imposed", "Bans of peers and addresses.", slot(conduct::imposed)));
    sources.add(
        MetricSource.counter(
            "skein_control_frames_dropped",
            "Control frames over a budget of their link, not read.",
            slot(conduct::framesDropped)));
    counter(
        "over_rate",
        "Messages not taken: their origin publishes too fast.",
        core.broadcast.throttling()::refused);
    counter(
        "refused_by_neighbours",
        "Messages published here that neighbours did not take: too fast for them.",
        core.broadcast.throttling()::refusedByOthers);
    gauge("bans", "Bans that last.", () -> conduct.bans().size());
  }

  private void bytes(String what, String help, LongSupplier reader) {
    sources.add(MetricSource.counter("skein_" + what + "_bytes", help, slot(reader)));
  }

  private void addState() {
    gauge("log_bytes", "Bytes in the log.", core.log::bytes);
    gauge(
        "log_entries",
        "Batches and gaps in the log.",
        () -> core.log.nextPosition() - core.log.oldestPosition());
    gauge("early_bytes", "Bytes of batches that wait for earlier ones.", core.log::waitingBytes);
    gauge("missing_ranges", "Ranges of messages that are missing.", core.log::missingRanges);
    gauge("origins", "Publishing peers whose sequences are tracked.", core.log::trackedOrigins);
    sources.add(
        MetricSource.counter(
            "skein_origins_forgotten",
            "Publishing peers that are not tracked any more, for others.",
            slot(core.log::forgottenOrigins)));
    gauge("subscriptions", "Open subscriptions.", core.dispatcher::subscriptions);
    gauge("links", "Links to neighbours.", () -> core.mesh.neighbours().size());
    gauge("known_peers", "Peers in the directory.", core.directory::size);
    gauge(
        "queued_bytes",
        "Bytes that wait for links.",
        () -> core.mesh.neighbours().stream().mapToLong(Link::queuedBytes).sum());
  }

  private void counter(String what, String help, LongSupplier reader) {
    sources.add(MetricSource.counter("skein_messages_" + what, help, slot(reader)));
  }

  private void gauge(String what, String help, LongSupplier reader) {
    sources.add(MetricSource.gauge("skein_" + what, help, slot(reader)));
  }

  private LongSupplier slot(LongSupplier reader) {
    int index = readers.size();
    readers.add(reader);
    return () -> values[index];
  }

  /** Reads now and every second. To be called on the owner thread. */
  void start() {
    values = readers.stream().mapToLong(LongSupplier::getAsLong).toArray();
    timer = core.loop.schedule(TICK, this::start);
  }

  /** To be called on the owner thread. */
  void close() {
    if (timer != null) {
      timer.cancel();
    }
  }

  List<MetricSource> sources() {
    return List.copyOf(sources);
  }
}
