package io.skein.bootstrap.registry;

import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Neighbouring addresses: those whose first bits are the same.
 *
 * @param prefix 4 or 16 bytes; bits beyond the block are zero
 * @param bits how many bits count
 */
public record AddressBlock(ByteString prefix, int bits) {
  private static final int IPV4_HOLDER_BITS = 24;
  private static final int IPV6_HOLDER_BITS = 56;

  /** Checks the lengths and clears the bits beyond the block. */
  public AddressBlock {
    if (prefix.size() != 4 && prefix.size() != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + prefix.size());
    }
    if (bits < 0 || bits > 8 * prefix.size()) {
      throw new IllegalArgumentException(
          "bits of an address block: expected 0 to %d, but got %d"
              .formatted(8 * prefix.size(), bits));
    }
    prefix = masked(prefix.toByteArray(), bits);
  }

  /** The block that usually belongs to one holder: /24 of IPv4, /56 of IPv6. */
  public static AddressBlock around(InetAddress address) {
    int bits = address instanceof Inet4Address ? IPV4_HOLDER_BITS : IPV6_HOLDER_BITS;
    return new AddressBlock(ByteString.copyFrom(address.getAddress()), bits);
  }

  /**
   * Reads {@code ADDRESS/BITS}, for instance {@code 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException if the text is anything else; the message shows it
   */
  public static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (slash < 0
        || !InetAddresses.isInetAddress(address)
        || !text.substring(slash + 1).matches("\\d{1,3}")) {
      throw new IllegalArgumentException(
          "bad address block '" + text + "': expected ADDRESS/BITS, for instance 10.0.0.0/8");
    }
    byte[] bytes = InetAddresses.forString(address).getAddress();
    return new AddressBlock(
        ByteString.copyFrom(bytes), Integer.parseInt(text.substring(slash + 1)));
  }

  /** Whether the address lies in this block. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == prefix.size() && masked(bytes, bits).equals(prefix);
  }

  /** A number that no other of the blocks has that {@link #around} gives. */
  long number() {
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    prefix.substring(0, Math.min(prefix.size(), IPV6_HOLDER_BITS / Byte.SIZE)).copyTo(number);
    return number.put(Long.BYTES - 1, (byte) bits).getLong(0);
  }

  private static ByteString masked(byte[] bytes, int bits) {
    for (int i = 0; i < bytes.length; i++) {
      int kept = Math.clamp(bits - 8L * i, 0, 8);
      bytes[i] &= (byte) (0xff00 >> kept);
    }
    return ByteString.copyFrom(bytes);
  }
}
