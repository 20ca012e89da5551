package io.skein.peer.grpc;

import io.grpc.stub.StreamObserver;
import io.skein.peer.runtime.EventLoop;
import java.util.function.Consumer;

/**
 * Thread-safe. Takes the answer of a unary call to the owner thread, whichever thread brings it.
 *
 * @param loop owner thread
 * @param success takes the answer
 * @param failure takes the status that the call ended with
 */
record Once<A>(EventLoop loop, Consumer<A> success, Consumer<Throwable> failure)
    implements StreamObserver<A> {
  @Override
  public void onNext(A answer) {
    loop.execute(() -> success.accept(answer));
  }

  @Override
  public void onError(Throwable status) {
    loop.execute(() -> failure.accept(status));
  }

  @Override
  public void onCompleted() {}
}
