package io.skein.peer.model;

import com.google.protobuf.ByteString;

/**
 * Immutable. The messages at the start of a batch's body that have a payload and nothing else, as
 * nearly all have: told by their lengths, without a parser.
 */
final class PlainMessages {
  private static final int NONE = -1;

  private final ByteString body;
  private int position;
  private int count;

  /** Looks from the start on, as far as there are such messages. */
  PlainMessages(ByteString body) {
    this.body = body;
    for (int end = endOfNext(); end != NONE; end = endOfNext()) {
      count++;
    }
  }

  /** Goes behind the next one and returns where that is; stays if there is none. */
  private int endOfNext() {
    int start = position;
    int size = length(BatchCodec.MESSAGE_TAG, body.size());
    int end = position + size;
    if (size != NONE && length(MessageCodec.PAYLOAD_TAG, end) == end - position) {
      position = end;
      return end;
    }
    position = start;
    return NONE;
  }

  /** Reads tag and length; none unless it is this tag, and all of the field before the limit. */
  private int length(int tag, int limit) {
    if (position >= limit || body.byteAt(position) != tag) {
      return NONE;
    }
    position++;
    long length = 0;
    for (int shift = 0; shift < Integer.SIZE && position < limit; shift += 7) {
      byte next = body.byteAt(position++);
      length |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return length <= limit - position ? (int) length : NONE;
      }
    }
    return NONE;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Where the first field begins that is none; the size of the body if all are. */
  int end() {
    return position;
  }
}
