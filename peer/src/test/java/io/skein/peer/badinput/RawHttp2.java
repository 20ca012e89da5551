package io.skein.peer.badinput;

import com.google.protobuf.ByteString;
import io.skein.wire.HostPort;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Confined to one thread. A client of HTTP/2 that writes frame by frame, and keeps to no rule
 * unless told.
 */
public final class RawHttp2 implements AutoCloseable {
  static final int DATA = 0;
  public static final int HEADERS = 1;
  static final int PRIORITY = 2;
  public static final int RST_STREAM = 3;
  public static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  public static final int PING = 6;
  public static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int END_HEADERS = 4;
  static final int ACK = 1;

  private static final int PATIENCE_MILLIS = 10_000;

  /** What became of it. */
  enum Outcome {
    /** The server closed the connection. */
    CONNECTION_ENDED,
    /** The server ended the stream, by a reset or with a status. */
    STREAM_ENDED,
    /** The server answers pings as if nothing was. */
    GOES_ON
  }

  /** A frame that the server sent. */
  public record Frame(int type, int flags, ByteString payload) {
    public int int32(int offset) {
      return payload.asReadOnlyByteBuffer().getInt(offset);
    }
  }

  private final Socket socket;
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private boolean streamEnded;

  public RawHttp2(HostPort address) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), address.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** What every connection begins with, and no settings. */
  public RawHttp2 open() {
    return raw("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
        .frame(SETTINGS, 0, 0);
  }

  RawHttp2 raw(byte... bytes) {
    pending.writeBytes(bytes);
    return this;
  }

  RawHttp2 frame(int type, int flags, int stream, byte... payload) {
    return head(payload.length, type, flags, stream).raw(payload);
  }

  /** The head of a frame alone. */
  RawHttp2 head(int length, int type, int flags, int stream) {
    return raw(
            (byte) (length >>> 16), (byte) (length >>> 8), (byte) length, (byte) type, (byte) flags)
        .raw(number(stream));
  }

  /** A call with the headers that gRPC wants. */
  public RawHttp2 call(int stream, String path, String... more) {
    return frame(HEADERS, END_HEADERS, stream, headers(path, more));
  }

  public RawHttp2 reset(int stream) {
    return frame(RST_STREAM, 0, stream, number(8));
  }

  public RawHttp2 ping() {
    return frame(PING, 0, 0, new byte[] {1, 3, 3, 7, 1, 3, 3, 7});
  }

  static byte[] headers(String path, String... more) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    String[] usual = {
      ":method",
      "POST",
      ":scheme",
      "http",
      ":path",
      path,
      ":authority",
      "a",
      "content-type",
      "application/grpc",
      "te",
      "trailers"
    };
    literals(block, usual);
    literals(block, more);
    return block.toByteArray();
  }

  /** Names and values by turns, written out, without any table. */
  private static void literals(ByteArrayOutputStream block, String... headers) {
    for (int i = 0; i < headers.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      byte[] text = headers[i].getBytes(StandardCharsets.ISO_8859_1);
      if (text.length < 127) {
        block.write(text.length);
      } else {
        block.write(127);
        int rest = text.length - 127;
        for (; rest >= 128; rest >>>= 7) {
          block.write(rest & 127 | 128);
        }
        block.write(rest);
      }
      block.writeBytes(text);
    }
  }

  static byte[] number(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }

  /** Writes what was put together; a server that hangs up meanwhile is no error. */
  public RawHttp2 flush() {
    try {
      socket.getOutputStream().write(pending.toByteArray());
    } catch (IOException hungUp) {
      // The outcome says so.
    }
    pending.reset();
    return this;
  }

  /** Whether the server closes the connection by itself within 10 s. */
  boolean hangsUp() throws IOException {
    try {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (SocketTimeoutException waits) {
      return false;
    }
  }

  /** What the server says of itself, by number; the next frames are read up to it. */
  public Map<Integer, Integer> settings() throws IOException {
    Frame frame = await(SETTINGS);
    Map<Integer, Integer> settings = new HashMap<>();
    for (int at = 0; at < frame.payload().size(); at += 6) {
      settings.put(frame.int32(at) >>> 16, frame.int32(at + 2));
    }
    return settings;
  }

  /** The next frame of a type; passes over all others. */
  public Frame await(int type) throws IOException {
    while (true) {
      Frame frame = read();
      if (frame.type() == type) {
        return frame;
      }
    }
  }

  private Frame read() throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    in.skipNBytes(4);
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(type, flags, ByteString.copyFrom(payload));
  }

  /**
   * Reads until what became of it is one of those that may be, for at most 10 s.
   *
   * @return what it is then, one of them or not
   */
  Outcome outcome(Set<Outcome> expected) throws IOException {
    ping().flush();
    boolean alive = false;
    try {
      while (!alive || !expected.contains(now())) {
        Frame got = read();
        streamEnded |=
            got.type() == RST_STREAM || got.type() <= HEADERS && (got.flags() & END_STREAM) != 0;
        alive |= got.type() == PING && got.flags() == ACK;
      }
      return now();
    } catch (SocketTimeoutException quiet) {
      if (!alive) {
        throw new AssertionError("the server neither answers nor hangs up", quiet);
      }
      return now();
    } catch (EOFException | SocketException hungUp) {
      return Outcome.CONNECTION_ENDED;
    }
  }

  private Outcome now() {
    return streamEnded ? Outcome.STREAM_ENDED : Outcome.GOES_ON;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
