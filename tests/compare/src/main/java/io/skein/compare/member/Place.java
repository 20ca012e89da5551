package io.skein.compare.member;

import io.skein.compare.model.Workload;
import java.util.Arrays;
import java.util.List;

/**
 * Which member it is; immutable.
 *
 * @param index from 0 on; the members of lower indexes are started before
 * @param members how many there are
 * @param address what {@link MemberSystem#nodes} gave
 * @param listens whether its app subscribes
 * @param workload what it takes part in
 */
public record Place(int index, int members, String address, boolean listens, Workload workload) {
  public Place {
    if (index < 0 || index >= members) {
      throw new IllegalArgumentException("member " + index + " of " + members);
    }
  }

  /** The parts of the address: ports or addresses, one for each member and perhaps more. */
  public List<String> parts() {
    return List.of(address.split(",", -1));
  }

  /** The ports on loopback, one for each member and one more. */
  public int[] ports() {
    return Arrays.stream(address.split(",", -1)).mapToInt(Integer::parseInt).toArray();
  }

  /** The port of this member. */
  public int port() {
    return ports()[index];
  }
}
