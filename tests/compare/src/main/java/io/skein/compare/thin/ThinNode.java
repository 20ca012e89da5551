package io.skein.compare.thin;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the chain: what comes in goes to the next node and to all subscribers. One event loop
 * serves all connections; what a burst of reading brought is sent by one task behind it.
 */
final class ThinNode {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final int frameBytes;
  private final List<Outgoing> outgoing = new ArrayList<>();
  private final List<ServerCall<InputStream, InputStream>> unanswered = new ArrayList<>();
  private boolean drainQueued;

  /**
   * A node.
   *
   * @param frameBytes up to which size frames are joined; 1 joins none
   */
  ThinNode(int frameBytes) {
    this.frameBytes = frameBytes;
  }

  /** Listens on loopback. */
  Server listen(int port) throws IOException {
    ServerCallHandler<InputStream, InputStream> send = (call, headers) -> takeSender(call);
    ServerCallHandler<InputStream, InputStream> subscribe = (call, headers) -> takeReader(call);
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group)
        .channelType(EpollServerSocketChannel.class)
        .directExecutor()
        .maxInboundMessageSize(ThinCalls.MAX_FRAME_BYTES)
        .addService(ThinCalls.service(send, subscribe))
        .build()
        .start();
  }

  /** Connects to the next node. */
  void connect(String next) {
    ManagedChannel channel =
        NettyChannelBuilder.forTarget(next)
            .eventLoopGroup(group)
            .channelType(EpollSocketChannel.class)
            .directExecutor()
            .usePlaintext()
            .disableRetry()
            .build();
    loop.execute(() -> outgoing.add(NextNode.open(channel, frameBytes, this::queueDrain)));
  }

  private ServerCall.Listener<InputStream> takeSender(ServerCall<InputStream, InputStream> call) {
    call.request(ThinCalls.FRAMES_AHEAD);
    return new ServerCall.Listener<>() {
      @Override
      public void onMessage(InputStream message) {
        relay(ThinCalls.read(message));
        unanswered.add(call);
      }

      @Override
      public void onHalfClose() {
        call.close(Status.OK, new Metadata());
      }
    };
  }

  private ServerCall.Listener<InputStream> takeReader(ServerCall<InputStream, InputStream> call) {
    call.setOnReadyThreshold(ThinCalls.READY_BELOW_BYTES);
    call.request(1);
    call.sendHeaders(new Metadata());
    Outgoing reader = new Outgoing(new ReaderSink(call), frameBytes);
    // An empty frame confirms that it stands.
    reader.add(new byte[0]);
    outgoing.add(reader);
    queueDrain();
    return new ServerCall.Listener<>() {
      @Override
      public void onReady() {
        queueDrain();
      }

      @Override
      public void onCancel() {
        outgoing.remove(reader);
        queueDrain();
      }
    };
  }

  private void relay(byte[] frame) {
    for (int i = 0; i < outgoing.size(); i++) {
      outgoing.get(i).add(frame);
    }
    queueDrain();
  }

  private void queueDrain() {
    if (!drainQueued) {
      drainQueued = true;
      loop.execute(this::drain);
    }
  }

  /** Asks for as many frames as came, once there is room for them. */
  private void drain() {
    drainQueued = false;
    boolean full = false;
    for (int i = 0; i < outgoing.size(); i++) {
      outgoing.get(i).drain();
      full |= outgoing.get(i).isFull();
    }
    if (!full) {
      unanswered.forEach(call -> call.request(1));
      unanswered.clear();
    }
  }

  private record ReaderSink(ServerCall<InputStream, InputStream> call) implements Outgoing.Sink {
    @Override
    public boolean isReady() {
      return call.isReady();
    }

    @Override
    public void send(JoinedBytes frame) {
      call.sendMessage(frame);
    }
  }
}
