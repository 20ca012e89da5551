package io.skein.peer.badinput;

import java.util.Arrays;
import java.util.List;

/** What Jazzer calls, in a process of its own: the first byte chooses the decoder. */
public final class JazzerTarget {
  private static final List<DecoderCase> DECODERS = DecoderCase.all();

  private JazzerTarget() {}

  /** Reads some bytes; anything thrown is a finding. */
  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    if (input.length > 0) {
      byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
      DECODERS.get((input[0] & 0xff) % DECODERS.size()).target().takes(bytes);
    }
  }
}
