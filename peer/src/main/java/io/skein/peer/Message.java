package io.skein.peer;

import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.PeerId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Immutable. A message that was delivered. It may be kept; its payload lies where it arrived, so a
 * kept message keeps up to 16 KiB of others alive: copy the payload of one that is kept for long.
 */
public final class Message {
  /**
   * What the messages of a batch share.
   *
   * @param bytes of the whole batch, read-only
   * @param position of the batch in the log of this peer
   */
  record Source(BatchHeader header, ByteBuffer bytes, long position) {}

  private final Source source;
  private final int index;
  private final int start;
  private final int end;
  private final Map<String, String> headers;

  Message(Source source, int index, int start, int end, Map<String, String> headers) {
    this.source = source;
    this.index = index;
    this.start = start;
    this.end = end;
    this.headers = headers;
  }

  /** Its type. */
  public String type() {
    return source.header().type().name();
  }

  /** Its payload, read-only and not copied; each call gives a buffer of its own. */
  public ByteBuffer payload() {
    return source.bytes().slice(start, end - start);
  }

  /** A copy of its payload. */
  public byte[] payloadBytes() {
    byte[] copy = new byte[end - start];
    source.bytes().get(start, copy);
    return copy;
  }

  /** Its payload as UTF-8 text. */
  public String text() {
    return new String(payloadBytes(), StandardCharsets.UTF_8);
  }

  /** Size of its payload in bytes. */
  public int size() {
    return end - start;
  }

  /** Its headers; none for most messages. */
  public Map<String, String> headers() {
    return headers;
  }

  /** Its id, the same at every peer. */
  public MessageId id() {
    return new MessageId(origin(), source.header().source().epoch(), lane(), sequence());
  }

  /** Which peer published it. */
  public PeerId origin() {
    return source.header().source().origin();
  }

  /** On which lane. */
  public Lane lane() {
    return source.header().source().lane();
  }

  /** Its number among all that this peer published in this boot on this lane. */
  public long sequence() {
    return source.header().first() + index;
  }

  /** The clock of its origin when it was published, to the microsecond. */
  public Instant publishedAt() {
    return Instant.EPOCH.plus(source.header().sealedAtMicros(), ChronoUnit.MICROS);
  }

  /**
   * Place of its batch in the log of this peer; grows. For comparing within one life of the peer.
   */
  public long position() {
    return source.position();
  }

  @Override
  public String toString() {
    return type() + " " + sequence() + " of " + origin() + ", " + size() + " bytes";
  }
}
