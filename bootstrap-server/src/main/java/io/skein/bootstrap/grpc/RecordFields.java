package io.skein.bootstrap.grpc;

import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import io.skein.proto.overlay.v1.PeerRecord;
import io.skein.wire.Ed25519Key;
import io.skein.wire.HostPort;
import java.util.regex.Pattern;

/** What fields may hold; each check throws a status that names the field. */
final class RecordFields {
  private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final int MAX_ADDRESSES = 8;
  private static final int MAX_TAGS = 16;
  private static final int MAX_TAG_BYTES = 1024;
  private static final int PEER_ID_BYTES = 32;

  private RecordFields() {}

  static void check(PeerRecord record, AddressRules rules) {
    if (record.getPublicKey().size() != Ed25519Key.KEY_BYTES) {
      throw Statuses.invalidField(
          "record.public_key",
          "expected %d bytes, but got %d"
              .formatted(Ed25519Key.KEY_BYTES, record.getPublicKey().size()));
    }
    checkNetwork("record.network", record.getNetwork());
    if (record.getEpoch() == 0) {
      throw Statuses.invalidField("record.epoch", "expected at least 1, but got 0");
    }
    checkAddresses(record, rules);
    checkTags(record);
  }

  static void checkNetwork(String field, String network) {
    if (!NETWORK.matcher(network).matches()) {
      throw Statuses.invalidField(field, "expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
    }
  }

  static void checkPeerId(String field, ByteString peerId) {
    if (peerId.size() != PEER_ID_BYTES) {
      throw Statuses.invalidField(
          field, "expected %d bytes, but got %d".formatted(PEER_ID_BYTES, peerId.size()));
    }
  }

  private static void checkAddresses(PeerRecord record, AddressRules rules) {
    if (record.getAddressesCount() > MAX_ADDRESSES) {
      throw Statuses.invalidField(
          "record.addresses",
          "expected at most %d, but got %d".formatted(MAX_ADDRESSES, record.getAddressesCount()));
    }
    for (int i = 0; i < record.getAddressesCount(); i++) {
      checkAddress("record.addresses[" + i + "]", record.getAddresses(i), rules);
    }
  }

  private static void checkAddress(String field, String text, AddressRules rules) {
    HostPort address;
    try {
      address = HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw Statuses.invalidField(field, String.valueOf(e.getMessage()));
    }
    String host = address.host();
    if (InetAddresses.isInetAddress(host) && !rules.mayAdvertise(InetAddresses.forString(host))) {
      throw Statuses.invalidField(field, "other peers cannot dial '" + host + "'");
    }
  }

  private static void checkTags(PeerRecord record) {
    int bytes =
        record.getTagsMap().entrySet().stream()
            .mapToInt(e -> e.getKey().length() + e.getValue().length())
            .sum();
    if (record.getTagsCount() > MAX_TAGS || bytes > MAX_TAG_BYTES) {
      throw Statuses.invalidField(
          "record.tags",
          "expected at most %d tags with %d characters together"
              .formatted(MAX_TAGS, MAX_TAG_BYTES));
    }
  }
}
