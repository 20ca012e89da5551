package io.skein.faults.scenario;

import io.skein.faults.network.Peer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What a process holds, garbage collected; immutable.
 *
 * @param heap bytes in use
 * @param threads how many
 * @param descriptors how many are open
 */
record Vitals(long heap, long threads, long descriptors) {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";
  private static final long HEAP_SLACK = 8 << 20;
  private static final long SLACK = 10;

  /** Collects the garbage of a peer and looks. */
  static Vitals of(Peer peer) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    new ProcessBuilder(jcmd.toString(), Long.toString(peer.child().pid()), "GC.run")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectErrorStream(true)
        .start()
        .waitFor();
    return new Vitals(heap(peer), peer.threads(), peer.descriptors());
  }

  private static long heap(Peer peer) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://" + peer.http() + "/metrics");
      HttpRequest request = HttpRequest.newBuilder(metrics).build();
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return body.lines()
          .filter(line -> line.startsWith(HEAP))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(HEAP.length()).strip()))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + HEAP + " at " + metrics));
    }
  }

  /** Compares the last third of all samples with the one before; the first third is warming up. */
  static void judge(Lab lab, List<Vitals> all) {
    int third = all.size() / 3;
    if (third == 0) {
      lab.found(false, "heap, descriptors and threads flat", "too short to tell");
      return;
    }
    List<Vitals> middle = all.subList(third, 2 * third);
    List<Vitals> last = all.subList(all.size() - third, all.size());
    long heap = median(last, Vitals::heap) - median(middle, Vitals::heap);
    long threads = median(last, Vitals::threads) - median(middle, Vitals::threads);
    long descriptors = median(last, Vitals::descriptors) - median(middle, Vitals::descriptors);
    lab.found(
        heap <= HEAP_SLACK && threads <= SLACK && descriptors <= SLACK,
        "heap, descriptors and threads flat",
        "from the middle third to the last: heap %+d KiB (of %d), threads %+d (of %d),"
            + " descriptors %+d (of %d)",
        heap >> 10,
        median(middle, Vitals::heap) >> 10,
        threads,
        median(middle, Vitals::threads),
        descriptors,
        median(middle, Vitals::descriptors));
  }

  private static long median(List<Vitals> samples, ToLongFunction<Vitals> value) {
    return samples.stream()
        .mapToLong(value)
        .sorted()
        .skip(samples.size() / 2)
        .findFirst()
        .orElse(0);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "heap %d KiB, %d threads, %d descriptors", heap >> 10, threads, descriptors);
  }
}
