package io.skein.compare.jeromq;

import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * One end of a pipe of ZeroMQ: the member with index 0 publishes, the other listens. Confined to
 * one thread but for the arrivals, which have a thread of their own.
 */
final class JeroMqMember implements Member {
  /** More than any window: at its mark a publisher of ZeroMQ would drop. */
  static final int HIGH_WATER_MARK = 4_000_000;

  private final ZContext context;
  private final ZMQ.Socket socket;
  private final boolean listens;

  private JeroMqMember(ZContext context, ZMQ.Socket socket, boolean listens) {
    this.context = context;
    this.socket = socket;
    this.listens = listens;
  }

  /** Publisher and subscriber without anything between: the publisher listens for connections. */
  static JeroMqMember direct(Place place, Intake intake) {
    ZContext context = new ZContext(1);
    ZMQ.Socket socket = socket(context, place.listens());
    String address = "tcp://127.0.0.1:" + place.ports()[0];
    if (place.listens()) {
      socket.connect(address);
      read(socket, intake);
    } else {
      socket.bind(address);
    }
    return new JeroMqMember(context, socket, place.listens());
  }

  /** An app at a proxy. */
  static JeroMqMember atProxy(String address, boolean listens, Intake intake) {
    ZContext context = new ZContext(1);
    ZMQ.Socket socket = socket(context, listens);
    socket.connect(address);
    if (listens) {
      read(socket, intake);
    }
    return new JeroMqMember(context, socket, listens);
  }

  /** A publisher waits for the subscription, which comes to it through all proxies. */
  @Override
  public void awaitOthers() {
    if (!listens) {
      socket.recv();
    }
  }

  @Override
  public void publish(byte[] payload) {
    socket.send(payload);
  }

  @Override
  public void close() {
    context.close();
  }

  /** XPUB and XSUB see subscriptions, which PUB and SUB hide; they are the same otherwise. */
  private static ZMQ.Socket socket(ZContext context, boolean listens) {
    ZMQ.Socket socket = context.createSocket(listens ? SocketType.SUB : SocketType.XPUB);
    socket.setHWM(HIGH_WATER_MARK);
    if (listens) {
      socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
    }
    return socket;
  }

  private static void read(ZMQ.Socket socket, Intake intake) {
    Thread.ofPlatform()
        .daemon()
        .name("compare-jeromq")
        .start(
            () -> {
              try {
                for (byte[] payload = socket.recv(); payload != null; payload = socket.recv()) {
                  intake.accept(payload, 0, payload.length, System.nanoTime());
                }
              } catch (ZMQException e) {
                // The context was closed: that ends it.
              }
            });
  }
}
