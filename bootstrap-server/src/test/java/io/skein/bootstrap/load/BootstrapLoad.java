package io.skein.bootstrap.load;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc;
import io.skein.proto.bootstrap.v1.BootstrapServiceGrpc.BootstrapServiceBlockingStub;
import io.skein.proto.bootstrap.v1.ChallengeRequest;
import io.skein.proto.bootstrap.v1.RenewRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers peers with a bootstrap server that runs on this machine, then renews their leases as
 * fast as it answers. Prints rates, and what a call costs the server. Arguments: process id of the
 * server, HOST:PORT, peers, connections, seconds of renewals. Works on virtual threads.
 */
public final class BootstrapLoad {
  private static final Logger log = LoggerFactory.getLogger(BootstrapLoad.class);
  private static final int CALLS_A_CONNECTION = 16;

  private final ProcessHandle server;
  private final String address;
  private final int peers;
  private final List<ManagedChannel> channels = new ArrayList<>();
  private final ConcurrentLinkedQueue<ByteString> leases = new ConcurrentLinkedQueue<>();

  private BootstrapLoad(ProcessHandle server, String address, int peers, int connections) {
    this.server = server;
    this.address = address;
    this.peers = peers;
    for (int i = 0; i < connections; i++) {
      channels.add(NettyChannelBuilder.forTarget(address).usePlaintext().directExecutor().build());
    }
  }

  public static void main(String[] arguments) throws InterruptedException, IOException {
    BootstrapLoad load =
        new BootstrapLoad(
            ProcessHandle.of(Long.parseLong(arguments[0])).orElseThrow(),
            arguments[1],
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]));
    AtomicInteger next = new AtomicInteger();
    load.measure("registrations", stub -> load.registerAll(stub, next));
    load.printMemory();
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[4])).toNanos();
    load.measure("renewals", stub -> load.renewUntil(stub, end));
    load.printMemory();
    load.channels.forEach(ManagedChannel::shutdownNow);
  }

  /** Does calls on a connection and counts them. */
  @FunctionalInterface
  private interface Work {
    int on(BootstrapServiceBlockingStub stub);
  }

  private void measure(String what, Work work) throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    Duration cpuBefore = cpu();
    long start = System.nanoTime();
    List<Thread> workers = new ArrayList<>();
    for (ManagedChannel channel : channels) {
      var stub = BootstrapServiceGrpc.newBlockingStub(channel);
      for (int i = 0; i < CALLS_A_CONNECTION; i++) {
        workers.add(Thread.ofVirtual().start(() -> done.addAndGet(work.on(stub))));
      }
    }
    for (Thread worker : workers) {
      worker.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    log.info(
        "{}: {}, {}/s, {} us of CPU each at the server",
        what,
        done.get(),
        Math.round(done.get() / seconds),
        cpu().minus(cpuBefore).toNanos() / 1_000 / Math.max(1, done.get()));
  }

  private int registerAll(BootstrapServiceBlockingStub stub, AtomicInteger next) {
    int done = 0;
    // The server reaches itself, so that the records count as reachable.
    while (next.getAndIncrement() < peers) {
      ByteString nonce = stub.challenge(ChallengeRequest.getDefaultInstance()).getNonce();
      leases.add(stub.register(SignedRequests.ofNewPeer(address, nonce)).getLeaseId());
      done++;
    }
    return done;
  }

  private int renewUntil(BootstrapServiceBlockingStub stub, long endNanos) {
    int done = 0;
    while (System.nanoTime() - endNanos < 0) {
      ByteString lease = leases.remove();
      stub.renew(RenewRequest.newBuilder().setLeaseId(lease).setLinks(6).build());
      leases.add(lease);
      done++;
    }
    return done;
  }

  private Duration cpu() {
    return server.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void printMemory() throws IOException {
    Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
        .forEach(log::info);
  }
}
