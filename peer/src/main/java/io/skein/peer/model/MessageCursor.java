package io.skein.peer.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Not thread-safe. Walks over the messages of a batch where they lie, without copying them. */
public final class MessageCursor {
  private final ByteString batch;
  private final ByteBuffer bytes;
  private int position;
  private int body;
  private int payload;
  private int payloadEnd;
  private boolean more;

  /**
   * A cursor before the first message.
   *
   * @param batch a serialized {@code MessageBatch}
   */
  public MessageCursor(ByteString batch) {
    this.batch = batch;
    this.bytes = batch.asReadOnlyByteBuffer().slice();
  }

  /**
   * Goes to the next message; false if there is none.
   *
   * @throws InvalidProtocolBufferException if the bytes are no batch
   */
  public boolean next() throws InvalidProtocolBufferException {
    while (position < bytes.limit()) {
      int tag = varint();
      if (tag == BatchCodec.MESSAGE_TAG) {
        int size = varint();
        checkWithin(size);
        body = position;
        position += size;
        findPayload();
        return true;
      }
      skip(tag);
    }
    return false;
  }

  private void skip(int tag) throws InvalidProtocolBufferException {
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      int size = varint();
      checkWithin(size);
      position += size;
      return;
    }
    CodedInputStream in = batch.substring(position).newCodedInput();
    try {
      in.skipField(tag);
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
    position += in.getTotalBytesRead();
  }

  private void findPayload() throws InvalidProtocolBufferException {
    int end = position;
    payload = body;
    payloadEnd = body;
    more = false;
    position = body;
    while (position < end) {
      int tag = varint();
      if (tag == MessageCodec.PAYLOAD_TAG) {
        int size = varint();
        checkWithin(size);
        payload = position;
        payloadEnd = position + size;
        position = payloadEnd;
      } else {
        more = true;
        skip(tag);
      }
    }
    if (position != end) {
      throw new InvalidProtocolBufferException("a field of a message is longer than the message");
    }
  }

  private void checkWithin(int size) throws InvalidProtocolBufferException {
    if (size < 0 || size > bytes.limit() - position) {
      throw new InvalidProtocolBufferException("a message is cut short");
    }
  }

  private int varint() throws InvalidProtocolBufferException {
    int value = 0;
    for (int shift = 0; shift < 32 && position < bytes.limit(); shift += 7) {
      byte next = bytes.get(position++);
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new InvalidProtocolBufferException("a number is cut short or too long");
  }

  /** All bytes of the batch, read-only; positions are within it. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Where the payload of this message begins. */
  public int payload() {
    return payload;
  }

  /** Where it ends. */
  public int payloadEnd() {
    return payloadEnd;
  }

  /** Whether this message has more than a payload. */
  public boolean hasMore() {
    return more;
  }

  /**
   * Reads the headers of this message.
   *
   * @throws InvalidProtocolBufferException if they are none
   */
  public Map<String, String> headers() throws InvalidProtocolBufferException {
    try {
      return MessageCodec.headersOf(batch.substring(body, position));
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }
}
