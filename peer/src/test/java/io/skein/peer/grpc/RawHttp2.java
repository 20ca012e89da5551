package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Not thread-safe. A connection that speaks HTTP/2 by hand: what no client library would send. */
final class RawHttp2 implements AutoCloseable {
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  private static final int END_HEADERS = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  record Frame(int type, ByteString payload) {
    int int32(int offset) {
      return payload.asReadOnlyByteBuffer().getInt(offset);
    }
  }

  RawHttp2(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    send(SETTINGS, 0, 0, new byte[0]);
  }

  private void send(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
    out.flush();
  }

  /** Opens a gRPC call. */
  void call(int stream, String path) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    header(block, ":method", "POST");
    header(block, ":scheme", "http");
    header(block, ":path", path);
    header(block, ":authority", "skein");
    header(block, "content-type", "application/grpc");
    header(block, "te", "trailers");
    send(HEADERS, END_HEADERS, stream, block.toByteArray());
  }

  /** Literal, not indexed, not Huffman-coded: RFC 7541, 6.2.2. */
  private static void header(ByteArrayOutputStream to, String name, String value) {
    to.write(0);
    for (String text : new String[] {name, value}) {
      to.write(text.length());
      to.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Shows that the connection is still there. */
  void ping() throws IOException {
    send(PING, 0, 0, new byte[8]);
    await(PING);
  }

  void reset(int stream) throws IOException {
    send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
  }

  /** The next frame of a type; passes over all others. */
  Frame await(int type) throws IOException {
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int found = in.readUnsignedByte();
      in.readFully(new byte[5]);
      byte[] payload = new byte[length];
      in.readFully(payload);
      if (found == type) {
        return new Frame(found, ByteString.copyFrom(payload));
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
