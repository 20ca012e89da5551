package io.skein.peer.dispatch;

import io.skein.peer.model.SequenceRange;
import java.util.List;

/**
 * Immutable. Messages that a subscriber will not get.
 *
 * @param count how many; an upper bound unless {@code exact}
 * @param ranges where they are, one range a lane; may hold messages of other types too
 */
public record Gap(long count, boolean exact, GapReason reason, List<SequenceRange> ranges) {}
