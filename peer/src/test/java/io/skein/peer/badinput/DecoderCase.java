package io.skein.peer.badinput;

import io.skein.peer.cli.ConfigFileCase;
import io.skein.peer.grpc.DecoderCases;
import java.util.List;
import java.util.stream.Stream;

/**
 * Immutable. A decoder of bytes that come from elsewhere.
 *
 * @param usual mutated inputs in each build
 * @param most mutated inputs on demand
 * @param good inputs that it takes
 * @param target may be used by one thread at a time
 */
public record DecoderCase(String name, int usual, int most, List<byte[]> good, Target target) {
  /** One that may be given any number. */
  public DecoderCase(String name, int usual, List<byte[]> good, Target target) {
    this(name, usual, Integer.MAX_VALUE, good, target);
  }

  /** What is tried. */
  public interface Target {
    /**
     * Reads some bytes.
     *
     * @return whether they were taken for good
     * @throws Exception any is a defect: what the decoder refuses in its own way is false
     */
    boolean takes(byte[] bytes) throws Exception;
  }

  /** All there are. */
  static List<DecoderCase> all() {
    return Stream.concat(DecoderCases.all().stream(), Stream.of(ConfigFileCase.create())).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
