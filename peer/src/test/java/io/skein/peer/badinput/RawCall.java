package io.skein.peer.badinput;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Thread-safe. One call, of which nothing is checked on this side. */
final class RawCall extends ClientCall.Listener<byte[]> {
  private static final long PATIENCE_SECONDS = 20;

  private final ClientCall<byte[], byte[]> call;
  private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
  private final CompletableFuture<Status> end = new CompletableFuture<>();

  RawCall(Channel channel, MethodDescriptor<?, ?> method, Metadata metadata) {
    call = channel.newCall(RawBytes.of(method), CallOptions.DEFAULT);
    call.start(this, metadata);
    call.request(Integer.MAX_VALUE);
  }

  /** Sends requests and ends this side. */
  static Status statusOf(
      Channel channel, MethodDescriptor<?, ?> method, Metadata metadata, byte[]... requests) {
    RawCall raw = new RawCall(channel, method, metadata);
    raw.send(requests);
    return raw.end();
  }

  void send(byte[]... requests) {
    for (byte[] request : requests) {
      call.sendMessage(request);
    }
  }

  /** The next answer. */
  byte[] answer() {
    try {
      byte[] next = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("no answer in time; the call: " + end);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** How it ended, once it did. */
  Status status() {
    try {
      return end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException hangs) {
      cancel();
      throw new AssertionError("the call was not ended in time", hangs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /** Ends this side, and waits until the other did. */
  Status end() {
    call.halfClose();
    return status();
  }

  void cancel() {
    call.cancel("the test is done with it", null);
  }

  @Override
  public void onMessage(byte[] message) {
    answers.add(message);
  }

  @Override
  public void onClose(Status status, Metadata trailers) {
    end.complete(status);
  }
}
