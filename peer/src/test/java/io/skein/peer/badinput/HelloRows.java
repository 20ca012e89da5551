package io.skein.peer.badinput;

import static io.grpc.Status.Code.CANCELLED;
import static io.grpc.Status.Code.FAILED_PRECONDITION;
import static io.grpc.Status.Code.INVALID_ARGUMENT;
import static io.grpc.Status.Code.PERMISSION_DENIED;
import static io.grpc.Status.Code.UNAUTHENTICATED;
import static io.skein.peer.badinput.LinkRow.first;
import static io.skein.peer.badinput.LinkRow.frame;
import static io.skein.peer.badinput.LinkRow.hello;
import static io.skein.peer.badinput.LinkRow.later;
import static io.skein.peer.badinput.LinkRow.record;

import com.google.protobuf.ByteString;
import io.skein.proto.overlay.v1.Frame;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Stateless. What is wrong with the beginning of a link, or with the bytes of a message. */
final class HelloRows {
  private static final String TEXT = "frame is not valid protobuf: ";

  private static final List<LinkRow> HELLOS =
      List.of(
          first(
              "ping before Hello",
              s -> Stranger.ping(),
              FAILED_PRECONDITION,
              "the first frame is not Hello"),
          first(
              "batch before Hello",
              s -> Stranger.message(s.batch(h -> h)),
              FAILED_PRECONDITION,
              "the first frame is not Hello"),
          later(
              "second Hello",
              s -> frame(f -> f.setHello(s.hello())),
              FAILED_PRECONDITION,
              "a second Hello"),
          hello(
              "wrong network",
              s -> s.hello(r -> r.setNetwork("other")),
              PERMISSION_DENIED,
              "belongs to network 'default'"),
          hello(
              "newer protocol",
              s -> s.hello().setProtocolMin(2).setProtocolMax(9),
              FAILED_PRECONDITION,
              "yours 2 to 9"),
          hello(
              "protocol range upside down",
              s -> s.hello().setProtocolMax(0),
              FAILED_PRECONDITION,
              "yours 1 to 0"),
          hello(
              "protocol of 32 bits",
              s -> s.hello().setProtocolMin(-1).setProtocolMax(-1),
              FAILED_PRECONDITION,
              "yours 4294967295"),
          hello("no record", s -> s.hello().clearRecord(), UNAUTHENTICATED, "IDENTITY"),
          hello(
              "record of garbage",
              s -> s.hello().setRecord(s.sign(ByteString.fromHex("ffff"))),
              UNAUTHENTICATED,
              "not valid protobuf"),
          hello(
              "record of another key",
              s -> s.hello().setRecord(new Stranger().sign(s.record().build().toByteString())),
              UNAUTHENTICATED,
              "signature is wrong"),
          hello(
              "signature of 3 bytes",
              s ->
                  s.hello()
                      .setRecord(
                          SignedPeerRecord.newBuilder()
                              .setRecord(s.record().build().toByteString())
                              .setSignature(ByteString.fromHex("010203"))),
              UNAUTHENTICATED,
              "signature is wrong"));

  private static final List<LinkRow> RECORDS =
      List.of(
          record("key of 3 bytes", r -> r.setPublicKey(ByteString.fromHex("010203")), "signature"),
          record("no epoch", r -> r.setEpoch(0), "no epoch"),
          record("network with a space", r -> r.setNetwork("a b"), "bad network"),
          record("network with CR LF", r -> r.setNetwork("a\r\nERROR b"), "bad network"),
          record(
              "nine addresses",
              r -> r.addAllAddresses(Collections.nCopies(9, "a:1")),
              "9 addresses"),
          record("address with scheme", r -> r.addAddresses("http://a:1"), "http://a:1"),
          record("port 65536", r -> r.addAddresses("a:65536"), "65536"),
          record("17 features", r -> r.addAllFeatures(Collections.nCopies(17, "f")), "17 features"),
          record("tags above 1 KiB", r -> r.putTags("k", "v".repeat(1_025)), "too many tags"),
          record("record above 4 KiB", r -> r.setVersion("v".repeat(4_096)), "the limit is 4096"));

  private static final List<LinkRow> BYTES =
      List.of(
          first("no tag at all", s -> new byte[] {-1, -1}, INVALID_ARGUMENT, "(at byte 2)"),
          first("message cut short", s -> Mangled.cut(s.opening(), 1), INVALID_ARGUMENT, TEXT),
          first(
              "frame longer than the message",
              s -> new byte[] {10, 100, 1},
              INVALID_ARGUMENT,
              TEXT),
          first(
              "frame of length below 0",
              s -> new byte[] {10, -1, -1, -1, -1, 15},
              INVALID_ARGUMENT,
              TEXT),
          first("wire type 7", s -> new byte[] {31, 0}, INVALID_ARGUMENT, TEXT),
          first("33 groups in each other", s -> Mangled.groups(33), INVALID_ARGUMENT, TEXT),
          first(
              "end of a group that never began", s -> Mangled.endOfGroup(), INVALID_ARGUMENT, TEXT),
          first(
              "end of a group that never began, behind Hello",
              s ->
                  Mangled.field(
                      1,
                      Mangled.join(
                          Frame.newBuilder().setHello(s.hello()).build().toByteArray(),
                          Mangled.endOfGroup())),
              INVALID_ARGUMENT,
              TEXT),
          first(
              "33 groups in a frame",
              s -> Mangled.field(1, Mangled.groups(33)),
              INVALID_ARGUMENT,
              TEXT),
          later(
              "100,000 groups in a frame",
              s -> Mangled.field(1, Mangled.groups(100_000)),
              INVALID_ARGUMENT,
              TEXT),
          later(
              "Hello of garbage",
              s -> Mangled.field(1, Mangled.field(5, new byte[] {-1})),
              INVALID_ARGUMENT,
              TEXT),
          first(
              "message above 4 MiB",
              s -> Mangled.field(9, new byte[4 << 20]),
              CANCELLED,
              "CANCEL"));

  static final List<LinkRow> ALL = Stream.of(HELLOS, RECORDS, BYTES).flatMap(List::stream).toList();

  private HelloRows() {}
}
