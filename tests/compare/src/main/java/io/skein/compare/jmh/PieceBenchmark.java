package io.skein.compare.jmh;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.skein.compare.model.Workload;
import io.skein.compare.model.WorkloadKind;
import io.skein.peer.bench.client.MeasuredRequests;
import io.skein.peer.bench.client.PublishBytes;
import io.skein.peer.log.LogEntry;
import io.skein.peer.log.LogLimits;
import io.skein.peer.log.MessageLog;
import io.skein.peer.log.Slabs;
import io.skein.peer.model.Batch;
import io.skein.peer.model.BatchCodec;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.Lane;
import io.skein.peer.model.MessageType;
import io.skein.peer.model.OriginLane;
import io.skein.peer.model.Pattern;
import io.skein.peer.model.PeerId;
import io.skein.peer.simulation.VirtualTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a batch of 16 KiB with messages of 128 bytes costs a peer; confined to one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PieceBenchmark {
  private static final MeasuredRequests REQUESTS = new MeasuredRequests("t", 128, 16 << 10);
  private static final int MESSAGES = REQUESTS.capacity();
  private static final Workload PATTERNS = new Workload(WorkloadKind.W6, 128, 0, 1, false);

  private final OriginLane source = new OriginLane(PeerId.of(new byte[32]), 1, Lane.NORMAL);
  private final MessageType type = new MessageType(PATTERNS.type(27));
  private final ByteString messages = messages();
  private final Batch batch = sealed(1);
  private final MessageLog log =
      new MessageLog(LogLimits.DEFAULT, new Slabs(), new VirtualTime().loop());
  private final List<Pattern> patterns =
      IntStream.range(0, PATTERNS.subscriptions())
          .mapToObj(i -> Pattern.parse(PATTERNS.pattern(i)))
          .toList();
  private long next = 1;

  /** Header in front of messages that are in wire form already. */
  @Benchmark
  public Batch sealBatch() {
    return sealed(1);
  }

  /** What a relaying peer does with an arrived batch: reads its header. */
  @Benchmark
  public Batch readHeader() throws InvalidProtocolBufferException {
    return BatchCodec.decode(batch.bytes());
  }

  /** What a peer does with an arrived batch before the first of its apps gets it. */
  @Benchmark
  public Batch checkMessages() throws InvalidProtocolBufferException {
    BatchCodec.checkReadable(batch);
    return batch;
  }

  /** Which of 1,000 patterns want a type that the peer sees for the first time. */
  @Benchmark
  public int matchThousandPatterns() {
    int matches = 0;
    for (Pattern pattern : patterns) {
      if (pattern.matches(type)) {
        matches++;
      }
    }
    return matches;
  }

  /** A batch into a full log, and a cursor that reads it. */
  @Benchmark
  public LogEntry appendAndRead() {
    Batch arrived = new Batch(header(next), batch.bytes());
    next += MESSAGES;
    log.offer(arrived, List.of());
    return log.get(log.nextPosition() - 1);
  }

  private Batch sealed(long first) {
    return BatchCodec.encode(header(first), List.of(messages));
  }

  private BatchHeader header(long first) {
    return new BatchHeader(source, first, MESSAGES, type, 1_767_225_600_000_000L);
  }

  /** As a publishing request has them, behind its type of one character and two bytes. */
  private static ByteString messages() {
    PublishBytes request = REQUESTS.request(MESSAGES);
    return ByteString.copyFrom(request.array(), 3, request.length() - 3);
  }
}
