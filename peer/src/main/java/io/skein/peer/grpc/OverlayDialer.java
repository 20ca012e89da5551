package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.peer.membership.AddressRules;
import io.skein.peer.mesh.Dialer;
import io.skein.peer.mesh.Link;
import io.skein.peer.mesh.LinkTransport;
import io.skein.peer.runtime.EventLoop;
import io.skein.proto.overlay.v1.SignedPeerRecord;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the owner thread. Opens links. Each has a channel of its own, shut down with it, so
 * that gRPC never reconnects behind the mesh's back.
 */
public final class OverlayDialer implements Dialer {
  private final Transports transports;
  private final EventLoop loop;
  private final LinkTrust trust;
  private final ReceivedRecords records;
  private final AddressRules rules;
  private final int most;
  private int open;

  /**
   * A dialer.
   *
   * @param records checks the records of other peers that come over a link
   * @param rules which addresses it dials
   * @param most connections at once; dials beyond fail at once
   */
  public OverlayDialer(
      Transports transports,
      EventLoop loop,
      LinkTrust trust,
      ReceivedRecords records,
      AddressRules rules,
      int most) {
    this.rules = rules;
    this.most = most;
    this.transports = transports;
    this.loop = loop;
    this.trust = trust;
    this.records = records;
  }

  @Override
  public boolean takes(String address) {
    return rules.allows(address);
  }

  @Override
  public void dial(String address, Function<LinkTransport, Link> link) {
    Optional<String> refusal = whyNot(address);
    if (refusal.isPresent()) {
      Link refused = link.apply(new NoConnection(address));
      loop.execute(() -> refused.ended(refusal.get()));
      return;
    }
    open++;
    NettyChannelBuilder builder = transports.channel(address);
    ManagedChannel channel = builder.maxInboundMessageSize(GrpcLimits.MAX_LINK_MESSAGE).build();
    ClientCall<ByteString, byte[]> call =
        channel.newCall(
            RawMethods.LINK_CLIENT,
            CallOptions.DEFAULT.withOnReadyThreshold(GrpcLimits.READY_BYTES));
    DialledStream stream = new DialledStream(channel, call, address);
    stream.carry(link.apply(stream));
    call.start(new Inbound(stream, loop, transports.hasTls()), new Metadata());
    call.request(1);
  }

  private Optional<String> whyNot(String address) {
    return open < most
        ? rules.whyNot(address).map(why -> "not dialled: " + why)
        : Optional.of("this peer has opened " + most + " connections already");
  }

  /** gRPC reports failures before the connection stands on other threads. */
  private static final class Inbound extends ClientCall.Listener<byte[]> {
    private final DialledStream stream;
    private final EventLoop loop;
    private final boolean tls;
    private volatile boolean answered;

    Inbound(DialledStream stream, EventLoop loop, boolean tls) {
      this.tls = tls;
      this.stream = stream;
      this.loop = loop;
    }

    private void onLoop(Runnable task) {
      if (loop.inLoop()) {
        task.run();
      } else {
        loop.execute(task);
      }
    }

    @Override
    public void onHeaders(Metadata headers) {
      answered = true;
    }

    @Override
    public void onMessage(byte[] message) {
      onLoop(() -> stream.onMessage(message));
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      onLoop(
          () -> {
            stream.onEnd(why(status));
            stream.shutdown();
          });
    }

    @Override
    public void onReady() {
      onLoop(stream::onReady);
    }

    private String why(Status status) {
      String detail = status.getDescription();
      String plain = detail == null ? status.getCode().name() : detail;
      return answered ? plain : ConnectionFaults.explain(status, tls).orElse(plain);
    }
  }

  private final class DialledStream extends LinkStream {
    private final ManagedChannel channel;
    private final ClientCall<ByteString, byte[]> call;
    private final String address;
    private boolean isShutDown;

    DialledStream(ManagedChannel channel, ClientCall<ByteString, byte[]> call, String address) {
      super(
          new LinkCodec(
              new FrameCodec(
                  (record, proof) -> check(record, proof, session(call)), records.ofLink())));
      this.channel = channel;
      this.call = call;
      this.address = address;
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
      call.halfClose();
      // What was sent still goes out; a side that does not answer is cut off.
      loop.schedule(java.time.Duration.ofSeconds(1), this::shutdown);
      channel.shutdown();
    }

    void shutdown() {
      if (!isShutDown) {
        isShutDown = true;
        open--;
        channel.shutdownNow();
      }
    }

    @Override
    public String remoteAddress() {
      return address;
    }
  }

  private FrameCodec.HelloCheck.Verdict check(
      SignedPeerRecord record, ByteString proof, @Nullable SSLSession session) {
    return trust.check(record, proof, session);
  }

  /** Known only once the first headers have arrived, which a Hello always follows. */
  private static @Nullable SSLSession session(ClientCall<?, ?> call) {
    return call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
  }
}
