package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.peer.mesh.Frame;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.ChunkList;
import io.skein.proto.app.v1.BatchHeader;
import io.skein.proto.app.v1.MessageBatch;
import io.skein.proto.overlay.v1.BatchStart;
import io.skein.proto.overlay.v1.Chunk;
import io.skein.proto.overlay.v1.ChunkSkip;

/** Stateless. Large batches in parts, between their values and the wire. */
final class ChunkFrames {
  private ChunkFrames() {}

  static void write(Frame.BatchStart start, io.skein.proto.overlay.v1.Frame.Builder out) {
    out.setHops(start.hops())
        .setTrace(start.trace())
        .setProof(start.proof())
        .setBatchStart(
            BatchStart.newBuilder()
                .setHeader(header(start.header()))
                .setSize(start.chunks().size())
                .setChunkHashes(start.chunks().hashes()));
  }

  private static BatchHeader header(io.skein.peer.model.BatchHeader header) {
    try {
      return MessageBatch.parseFrom(BatchCodec.withRoom(header, 0)).getHeader();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a header that was written here cannot be read", e);
    }
  }

  static Frame.BatchStart read(io.skein.proto.overlay.v1.Frame in)
      throws InvalidProtocolBufferException {
    BatchStart start = in.getBatchStart();
    MessageBatch header = MessageBatch.newBuilder().setHeader(start.getHeader()).build();
    return new Frame.BatchStart(
        LinkCodec.hops(in.getHops()),
        in.getTrace(),
        LinkCodec.proof(in.getProof()),
        BatchCodec.decode(header.toByteString()).header(),
        new ChunkList(start.getSize(), start.getChunkHashes()));
  }

  static Chunk of(Frame.Chunk chunk) {
    return Chunk.newBuilder()
        .setOrigin(chunk.source().origin().bytes())
        .setEpoch(chunk.source().epoch())
        .setLaneValue(chunk.source().lane().number())
        .setFirstSequence(chunk.first())
        .setIndex(chunk.index())
        .setData(chunk.data())
        .build();
  }

  static Frame.Chunk of(Chunk in) {
    ByteString data = in.getData();
    return new Frame.Chunk(
        RangeFrames.source(in.getOrigin(), in.getEpoch(), in.getLaneValue()),
        in.getFirstSequence(),
        in.getIndex(),
        data,
        null);
  }

  static ChunkSkip of(Frame.ChunkSkip skip) {
    return ChunkSkip.newBuilder()
        .setOrigin(skip.source().origin().bytes())
        .setEpoch(skip.source().epoch())
        .setLaneValue(skip.source().lane().number())
        .setFirstSequence(skip.first())
        .setBelow(skip.below() == Frame.ChunkSkip.ALL ? -1 : skip.below())
        .build();
  }

  static Frame.ChunkSkip of(ChunkSkip in) {
    return new Frame.ChunkSkip(
        RangeFrames.source(in.getOrigin(), in.getEpoch(), in.getLaneValue()),
        in.getFirstSequence(),
        in.getBelow() < 0 ? Frame.ChunkSkip.ALL : in.getBelow());
  }
}
