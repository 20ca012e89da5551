package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.skein.peer.mesh.Frame;
import io.skein.peer.mesh.Frame.BatchFrame;
import io.skein.peer.mesh.Offence;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Stateless. Wire form of what links exchange. Batches are spliced in and out as they are;
 * everything else goes through generated code.
 */
final class LinkCodec {
  private static final int FRAMES_TAG = 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int ACKNOWLEDGED_TAG = 2 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int HOPS_TAG = 1 << 3 | WireFormat.WIRETYPE_VARINT;
  private static final int TRACE_TAG = 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int PROOF_TAG = 3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
  private static final int BATCH_FIELD = io.skein.proto.overlay.v1.Frame.BATCH_FIELD_NUMBER;
  private static final int BATCH_TAG = BATCH_FIELD << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private final FrameCodec control;

  LinkCodec(FrameCodec control) {
    this.control = control;
  }

  /**
   * What arrived in one message.
   *
   * @param acknowledgedBytes bytes that the other side has taken over
   */
  record Received(List<Frame> frames, long acknowledgedBytes) {}

  ByteString encode(List<Frame> frames, long acknowledgedBytes) {
    ByteString message = ByteString.EMPTY;
    try {
      for (Frame frame : frames) {
        message = message.concat(encode(frame));
      }
      byte[] tail = new byte[CodedOutputStream.computeUInt64Size(2, acknowledgedBytes)];
      CodedOutputStream out = CodedOutputStream.newInstance(tail);
      out.writeUInt64(2, acknowledgedBytes);
      out.checkNoSpaceLeft();
      return message.concat(UnsafeByteOperations.unsafeWrap(tail));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ByteString encode(Frame frame) throws IOException {
    if (frame instanceof BatchFrame batch) {
      return encode(batch);
    }
    ByteString body = control.encode(frame);
    return prefix(FRAMES_TAG, body.size()).concat(body);
  }

  private static ByteString encode(BatchFrame frame) throws IOException {
    ByteString batch = frame.batch().bytes();
    int body =
        CodedOutputStream.computeTagSize(BATCH_FIELD)
            + CodedOutputStream.computeUInt32SizeNoTag(batch.size())
            + batch.size();
    int perHop =
        (frame.hops() == 0 ? 0 : CodedOutputStream.computeUInt32Size(1, frame.hops()))
            + (frame.trace().isEmpty() ? 0 : CodedOutputStream.computeBytesSize(2, frame.trace()))
            + (frame.batch().proof().isEmpty()
                ? 0
                : CodedOutputStream.computeBytesSize(3, frame.batch().proof()));
    byte[] head =
        new byte
            [1
                + CodedOutputStream.computeUInt32SizeNoTag(perHop + body)
                + perHop
                + body
                - batch.size()];
    CodedOutputStream out = CodedOutputStream.newInstance(head);
    out.writeUInt32NoTag(FRAMES_TAG);
    out.writeUInt32NoTag(perHop + body);
    if (frame.hops() != 0) {
      out.writeUInt32(1, frame.hops());
    }
    if (!frame.trace().isEmpty()) {
      out.writeBytes(2, frame.trace());
    }
    if (!frame.batch().proof().isEmpty()) {
      out.writeBytes(3, frame.batch().proof());
    }
    out.writeUInt32NoTag(BATCH_TAG);
    out.writeUInt32NoTag(batch.size());
    out.checkNoSpaceLeft();
    return UnsafeByteOperations.unsafeWrap(head).concat(batch);
  }

  private static ByteString prefix(int tag, int size) throws IOException {
    byte[] head = new byte[1 + CodedOutputStream.computeUInt32SizeNoTag(size)];
    CodedOutputStream out = CodedOutputStream.newInstance(head);
    out.writeUInt32NoTag(tag);
    out.writeUInt32NoTag(size);
    return UnsafeByteOperations.unsafeWrap(head);
  }

  /**
   * Reads one message; unknown fields and frame kinds are skipped.
   *
   * @throws InvalidProtocolBufferException if the bytes are no such message
   */
  Received decode(byte[] bytes) throws InvalidProtocolBufferException {
    CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
    in.enableAliasing(true);
    in.setRecursionLimit(GrpcLimits.NESTING);
    List<Frame> frames = new ArrayList<>(4);
    long acknowledged = 0;
    try {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (tag) {
          case FRAMES_TAG -> decodeFrame(in.readBytes(), frames);
          case ACKNOWLEDGED_TAG -> acknowledged = in.readUInt64();
          default -> in.skipField(tag);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidProtocolBufferException(
          e.getMessage() + " (at byte " + in.getTotalBytesRead() + ")");
    }
    return new Received(frames, acknowledged);
  }

  /** What was wrong with frames that were read all the same, each once since the last call. */
  Set<Offence> takeFlaws() {
    return control.takeFlaws();
  }

  /** The field is unsigned: what Java takes for negative is a large number of hops. */
  static int hops(int field) {
    return field < 0 ? Integer.MAX_VALUE : field;
  }

  /** The bytes of a proof, if they are not too many. */
  static ByteString proof(ByteString field) throws InvalidProtocolBufferException {
    if (field.size() > Batch.MAX_PROOF_BYTES) {
      throw new InvalidProtocolBufferException(
          "a proof has %d bytes, the limit is %d".formatted(field.size(), Batch.MAX_PROOF_BYTES));
    }
    return field;
  }

  private void decodeFrame(ByteString bytes, List<Frame> frames) throws IOException {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    in.setRecursionLimit(GrpcLimits.NESTING);
    int hops = 0;
    ByteString trace = ByteString.EMPTY;
    ByteString proof = ByteString.EMPTY;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case HOPS_TAG -> hops = hops(in.readUInt32());
        case TRACE_TAG -> trace = in.readBytes();
        case PROOF_TAG -> proof = proof(in.readBytes());
        case BATCH_TAG ->
            frames.add(
                new BatchFrame(hops, trace, BatchCodec.decode(in.readBytes()).withProof(proof)));
        default -> {
          control.decode(bytes).ifPresent(frames::add);
          return;
        }
      }
    }
  }
}
