package io.skein.tests.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.skein.peer.Gap;
import io.skein.peer.Message;
import io.skein.peer.MessageListener;
import io.skein.peer.Peer;
import io.skein.peer.PeerConfig;
import io.skein.peer.Publisher;
import io.skein.peer.Receipt;
import io.skein.peer.SubscribeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Hosts a peer, greets, and waits to be greeted: {@code Greeter DATA_DIR NAME [BOOTSTRAP]}. */
final class Greeter {
  private Greeter() {}

  public static void main(String[] args) throws Exception {
    String name = args[1];
    PeerConfig.Builder config =
        PeerConfig.builder().dataDir(Path.of(args[0])).listen("127.0.0.1:0");
    if (args.length > 2) {
      config.bootstrap(args[2]);
    } else {
      config.bootstrapServer("127.0.0.1:0");
    }

    try (Peer peer = Peer.create(config.build())) {
      peer.start();
      peer.bootstrapServer().ifPresent(address -> System.out.println("bootstrap " + address));

      CountDownLatch greeted = new CountDownLatch(1);
      MessageListener listener =
          new MessageListener() {
            @Override
            public void onMessage(Message message) {
              System.out.println(message.text() + ", says " + message.headers().get("from"));
              greeted.countDown();
            }

            @Override
            public void onGap(Gap gap) {
              System.out.println("lost " + gap.count());
            }
          };
      peer.subscribe(SubscribeOptions.of("greeting.>").noEcho().fromLast(10), listener);

      if (!peer.awaitReady(Duration.ofSeconds(30))) {
        throw new IllegalStateException(peer.notReadyReasons().toString());
      }
      Publisher greetings = peer.publisher("greeting.morning");
      greetings.publish("hello".getBytes(UTF_8), Map.of("from", name));
      greetings.receipt(Receipt.RELAYED).get();
      greeted.await();
      peer.drain();
    }
  }
}
