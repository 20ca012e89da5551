package io.skein.peer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Stateless. Looks at what follows the header of a batch, of which apps are about to get the bytes:
 * their generated code would take a second header for more of the first, and would end the call at
 * what it cannot read.
 */
final class BatchBody {
  private static final int HEADER_FIELD = 1;
  private static final int PAYLOAD_TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int APP_HEADER_TAG = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final CodedInputStream in;

  private BatchBody(ByteString body) {
    in = body.newCodedInput();
    in.setRecursionLimit(MessageLimits.NESTING);
  }

  /**
   * Reads all of it.
   *
   * @throws InvalidProtocolBufferException unless there are as many messages as the header says,
   *     each of them readable, no second header, and else only fields of a later version
   */
  static void check(Batch batch) throws InvalidProtocolBufferException {
    int expected = batch.header().count();
    try {
      int found = new BatchBody(BatchCodec.body(batch)).messages();
      if (found != expected) {
        throw new InvalidProtocolBufferException(
            "batch has %d messages, its header says %d".formatted(found, expected));
      }
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  private int messages() throws IOException {
    int found = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == BatchCodec.MESSAGE_TAG) {
        message();
        found++;
      } else if (WireFormat.getTagFieldNumber(tag) == HEADER_FIELD) {
        throw new InvalidProtocolBufferException("batch has a second header");
      } else {
        skip(tag);
      }
    }
    return found;
  }

  private void message() throws IOException {
    int outer = begin();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case PAYLOAD_TAG -> in.skipRawBytes(in.readRawVarint32());
        case APP_HEADER_TAG -> appHeader();
        default -> skip(tag);
      }
    }
    end(outer);
  }

  /** A name and a value, in fields 1 and 2. */
  private void appHeader() throws IOException {
    int outer = begin();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case PAYLOAD_TAG, APP_HEADER_TAG -> in.readStringRequireUtf8();
        default -> skip(tag);
      }
    }
    end(outer);
  }

  private int begin() throws IOException {
    return in.pushLimit(in.readRawVarint32());
  }

  /** A stream over joined bytes does not know where they end, and so not whether a limit does. */
  private void end(int outer) throws InvalidProtocolBufferException {
    if (in.getBytesUntilLimit() != 0) {
      throw new InvalidProtocolBufferException("batch is cut short");
    }
    in.popLimit(outer);
  }

  private void skip(int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new InvalidProtocolBufferException("batch has the end of a group that never began");
    }
  }
}
