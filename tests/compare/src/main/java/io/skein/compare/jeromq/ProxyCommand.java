package io.skein.compare.jeromq;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a proxy of ZeroMQ until its process is ended; confined to the thread that runs it. */
@Command(name = "jeromq-proxy", hidden = true, description = "Part of the comparison.")
public final class ProxyCommand implements Callable<Integer> {
  @Option(names = "--publishers", description = "Where publishers connect.")
  private @Nullable String publishers;

  @Option(names = "--upstream", description = "The proxy that this one reads.")
  private @Nullable String upstream;

  @Option(names = "--subscribers", required = true)
  private String subscribers = "";

  @Override
  public Integer call() {
    try (ZContext context = new ZContext(1)) {
      ZMQ.Socket front = context.createSocket(SocketType.XSUB);
      front.setHWM(JeroMqMember.HIGH_WATER_MARK);
      if (publishers != null) {
        front.bind(publishers);
      }
      if (upstream != null) {
        front.connect(upstream);
      }
      ZMQ.Socket back = context.createSocket(SocketType.XPUB);
      back.setHWM(JeroMqMember.HIGH_WATER_MARK);
      back.bind(subscribers);
      ZMQ.proxy(front, back, null);
    }
    return 0;
  }

  /** The first proxy of a pipe. */
  static List<String> first(String publishers, String subscribers) {
    return List.of("jeromq-proxy", "--publishers=" + publishers, "--subscribers=" + subscribers);
  }

  /** The next one. */
  static List<String> next(String upstream, String subscribers) {
    return List.of("jeromq-proxy", "--upstream=" + upstream, "--subscribers=" + subscribers);
  }
}
