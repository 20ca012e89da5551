package io.skein.peer.cli;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.skein.proto.app.v1.PublishStreamRequest;
import io.skein.proto.app.v1.PublishStreamResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One PublishStream call; thread-safe: one thread sends and waits, gRPC's answers. */
final class PublishCall
    implements ClientResponseObserver<PublishStreamRequest, PublishStreamResponse> {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private PublishStreamResponse counts = PublishStreamResponse.getDefaultInstance();

  @GuardedBy("lock")
  private @Nullable Status end;

  @Override
  public void beforeStart(ClientCallStreamObserver<PublishStreamRequest> requests) {
    requests.setOnReadyHandler(this::signal);
  }

  @Override
  public void onNext(PublishStreamResponse response) {
    lock.lock();
    try {
      counts = response;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onError(Throwable failure) {
    end(Status.fromThrowable(failure));
  }

  @Override
  public void onCompleted() {
    end(Status.OK);
  }

  /**
   * Waits until the call takes more.
   *
   * @return false if the call has ended
   */
  boolean awaitReady(ClientCallStreamObserver<PublishStreamRequest> requests)
      throws InterruptedException {
    lock.lock();
    try {
      while (end == null && !requests.isReady()) {
        changed.await();
      }
      return end == null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the end of the call.
   *
   * @return how the call ended; empty if it did not in this time
   */
  Optional<Status> awaitEnd(Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long nanos = timeout.toNanos();
      while (end == null && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return Optional.ofNullable(end);
    } finally {
      lock.unlock();
    }
  }

  /** The receipts so far. */
  PublishStreamResponse counts() {
    lock.lock();
    try {
      return counts;
    } finally {
      lock.unlock();
    }
  }

  private void end(Status status) {
    lock.lock();
    try {
      end = status;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
