package io.skein.peer.grpc;

import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.membership.AddressRules;
import io.skein.peer.model.PeerId;
import io.skein.peer.model.PeerRecord;
import io.skein.peer.runtime.TokenBucket;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import io.skein.wire.PeerIds;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Checks the peer records that neighbours pass on, and leaves out
 * what is not signed by its peer or belongs to another network. When a record is void is not asked:
 * clocks of machines differ, and the directory forgets by its own.
 */
public final class ReceivedRecords {
  /** Signatures to check a second of what one neighbour sends: a twentieth of the time. */
  static final int CHECKS = 500;

  /** As many at once: a newcomer takes a whole directory from one neighbour. */
  static final int CHECKS_AT_ONCE = 10_000;

  private final String network;
  private final KnownRecords known;
  private final AddressRules rules;
  private final LongSupplier nanoTime;
  private final TokenBucket checks;
  private final Counts counts;

  /** What all links count together. */
  private static final class Counts {
    private long refused;
    private long forged;
    private long unchecked;
  }

  /**
   * A check.
   *
   * @param network the only network whose records are taken
   * @param known a record with the very bytes of a known one is that one: most records arrive many
   *     times, and to check a signature takes about 0.1 ms
   */
  public ReceivedRecords(String network, KnownRecords known) {
    this(network, known, new AddressRules(false), () -> 0);
  }

  /**
   * A check.
   *
   * @param rules which addresses a peer may have; records with others are refused
   * @param nanoTime the loop's clock
   */
  public ReceivedRecords(
      String network, KnownRecords known, AddressRules rules, LongSupplier nanoTime) {
    this(network, known, rules, nanoTime, new Counts());
  }

  private ReceivedRecords(
      String network,
      KnownRecords known,
      AddressRules rules,
      LongSupplier nanoTime,
      Counts counts) {
    this.rules = rules;
    this.nanoTime = nanoTime;
    this.counts = counts;
    checks = new TokenBucket(CHECKS, CHECKS_AT_ONCE, nanoTime.getAsLong());
    this.network = network;
    this.known = known;
  }

  /** The same check for one more link, whose signatures have a budget of their own. */
  ReceivedRecords ofLink() {
    return new ReceivedRecords(network, known, rules, nanoTime, counts);
  }

  /** The record; null if it is refused, or over the budget. */
  @Nullable PeerRecord read(SignedPeerRecord signed) {
    PeerRecord same = same(signed);
    if (same != null) {
      return same;
    }
    if (!checks.take(1, nanoTime.getAsLong())) {
      counts.unchecked++;
      return null;
    }
    PeerRecord record = verified(signed);
    if (record != null
        && record.network().equals(network)
        && record.addresses().stream().allMatch(rules::allows)) {
      return record;
    }
    counts.refused++;
    return null;
  }

  private @Nullable PeerRecord verified(SignedPeerRecord signed) {
    return switch (RecordCodec.verify(signed)) {
      case RecordCodec.Verdict.Valid(PeerRecord record) -> record;
      case RecordCodec.Verdict.Invalid invalid -> {
        counts.forged += invalid.forged() ? 1 : 0;
        yield null;
      }
    };
  }

  /** The right ones among the first few. */
  List<PeerRecord> read(List<SignedPeerRecord> signed, int limit) {
    return signed.stream().limit(limit).map(this::read).filter(Objects::nonNull).toList();
  }

  private @Nullable PeerRecord same(SignedPeerRecord signed) {
    if (signed.getSerializedSize() > RecordCodec.MAX_BYTES) {
      return null;
    }
    try {
      var record = io.skein.proto.overlay.v1.PeerRecord.parseFrom(signed.getRecord());
      byte[] key = record.getPublicKey().toByteArray();
      PeerRecord held = known.known(PeerId.of(PeerIds.ofPublicKey(key)));
      return held != null && held.signedRecord().equals(signed.toByteString()) ? held : null;
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Of the refused ones, those that no honest peer passes on: they are not what a peer signed. */
  long forged() {
    return counts.forged;
  }

  /** Records that were refused since the start. */
  public long refused() {
    return counts.refused;
  }

  /** Records that were not looked at since the start: too many came over one link. */
  public long unchecked() {
    return counts.unchecked;
  }
}
