package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.skein.bootstrap.connections.ConnectionTable;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import io.skein.proto.overlay.v1.OverlayServiceGrpc;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import java.net.SocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import javax.net.ssl.SSLSession;

/** Confined to the owner thread. Accepts links. */
public final class OverlayService implements ServerCallHandler<byte[], ByteString> {
  private final BooleanSupplier open;
  private final Function<LinkTransport, Link> accept;
  private final LinkTrust trust;
  private final ReceivedRecords records;
  private final ConnectionTable connections;

  /** Connections that carry a link: one each, so that links are as few as connections. */
  private final Set<SocketAddress> linked = new HashSet<>();

  /**
   * A service.
   *
   * @param open whether this peer can introduce itself by now; links are refused until it can
   * @param accept makes the link of a new stream
   * @param records checks the records of other peers that come over a link
   * @param connections told which of them carry a link
   */
  public OverlayService(
      BooleanSupplier open,
      Function<LinkTransport, Link> accept,
      LinkTrust trust,
      ReceivedRecords records,
      ConnectionTable connections) {
    this.open = open;
    this.accept = accept;
    this.trust = trust;
    this.records = records;
    this.connections = connections;
  }

  /** The service with its method on bytes. */
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(
            ServiceDescriptor.newBuilder(OverlayServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(
                    OverlayServiceGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(RawMethods.LINK_SERVER)
                .build())
        .addMethod(RawMethods.LINK_SERVER, this)
        .build();
  }

  @Override
  public ServerCall.Listener<byte[]> startCall(
      ServerCall<byte[], ByteString> call, Metadata headers) {
    if (!open.getAsBoolean()) {
      call.close(Statuses.starting(), new Metadata());
      return new Refused();
    }
    SocketAddress from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (from != null && !linked.add(from)) {
      call.close(Statuses.secondLink(), new Metadata());
      return new Refused();
    }
    call.setOnReadyThreshold(GrpcLimits.READY_BYTES);
    call.sendHeaders(new Metadata());
    FrameCodec frames =
        new FrameCodec(
            (record, proof) -> check(record, proof, call.getAttributes()), records.ofLink());
    AcceptedStream stream = new AcceptedStream(call, new LinkCodec(frames));
    stream.carry(accept.apply(stream));
    call.request(1);
    return new Inbound(stream);
  }

  private FrameCodec.HelloCheck.Verdict check(
      SignedPeerRecord record, ByteString proof, Attributes connection) {
    SSLSession session = connection.get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
    FrameCodec.HelloCheck.Verdict verdict = trust.check(record, proof, session);
    if (verdict.record() != null) {
      connections.proved(connection.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
    }
    return verdict;
  }

  private static final class Refused extends ServerCall.Listener<byte[]> {}

  private static final class Inbound extends ServerCall.Listener<byte[]> {
    private final AcceptedStream stream;

    Inbound(AcceptedStream stream) {
      this.stream = stream;
    }

    @Override
    public void onMessage(byte[] message) {
      stream.onMessage(message);
    }

    @Override
    public void onHalfClose() {
      stream.onEnd("the other side ended the stream");
      stream.end(Status.OK);
    }

    @Override
    public void onCancel() {
      stream.onEnd("the connection broke");
      stream.done();
    }

    @Override
    public void onReady() {
      stream.onReady();
    }
  }

  private final class AcceptedStream extends LinkStream {
    private final ServerCall<byte[], ByteString> call;
    private boolean closed;

    AcceptedStream(ServerCall<byte[], ByteString> call, LinkCodec codec) {
      super(codec);
      this.call = call;
    }

    @Override
    boolean isCallReady() {
      return call.isReady();
    }

    @Override
    void sendMessage(ByteString message) {
      call.sendMessage(message);
    }

    @Override
    void requestMore() {
      call.request(1);
    }

    @Override
    void end(Status status) {
      if (!closed && !call.isCancelled()) {
        closed = true;
        call.close(status, new Metadata());
        done();
      }
    }

    private void done() {
      SocketAddress from = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
      linked.remove(from);
      connections.served(from);
    }

    @Override
    public String remoteAddress() {
      SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
      return address == null ? "unknown" : Addresses.text(address);
    }
  }
}
