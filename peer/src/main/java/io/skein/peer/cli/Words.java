package io.skein.peer.cli;

import io.skein.proto.app.v1.GapReason;
import io.skein.proto.app.v1.Lane;
import io.skein.proto.app.v1.LinkDirection;
import io.skein.proto.app.v1.Receipt;
import io.skein.proto.app.v1.SlowPolicy;
import java.util.Locale;

/** The words of the wire contract as the command line spells them. */
final class Words {
  private Words() {}

  /** Priority class to publish in. */
  enum LaneWord {
    URGENT(Lane.LANE_URGENT),
    NORMAL(Lane.LANE_NORMAL),
    BULK(Lane.LANE_BULK);

    final Lane lane;

    LaneWord(Lane lane) {
      this.lane = lane;
    }

    @Override
    public String toString() {
      return spell(name(), "");
    }
  }

  /** Receipt to wait for. */
  enum ReceiptWord {
    ACCEPTED(Receipt.RECEIPT_ACCEPTED),
    RELAYED(Receipt.RECEIPT_RELAYED);

    final Receipt receipt;

    ReceiptWord(Receipt receipt) {
      this.receipt = receipt;
    }

    @Override
    public String toString() {
      return spell(name(), "");
    }
  }

  /** What to do when the subscriber is slow. */
  enum SlowWord {
    CATCH_UP(SlowPolicy.SLOW_POLICY_CATCH_UP),
    DROP_OLDEST(SlowPolicy.SLOW_POLICY_DROP_OLDEST),
    DISCONNECT(SlowPolicy.SLOW_POLICY_DISCONNECT);

    final SlowPolicy policy;

    SlowWord(SlowPolicy policy) {
      this.policy = policy;
    }

    @Override
    public String toString() {
      return spell(name(), "");
    }
  }

  static String of(Lane lane) {
    return spell(lane.name(), "LANE_");
  }

  static String of(GapReason reason) {
    return spell(reason.name(), "GAP_REASON_");
  }

  static String of(LinkDirection direction) {
    return spell(direction.name(), "LINK_DIRECTION_");
  }

  private static String spell(String name, String prefix) {
    String bare = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    return bare.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
