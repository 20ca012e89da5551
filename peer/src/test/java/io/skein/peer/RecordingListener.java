package io.skein.peer;

import java.util.ArrayList;
import java.util.List;

/** Thread-safe. Writes down what a subscription tells. */
final class RecordingListener implements MessageListener {
  private final List<Message> messages = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<End> ends = new ArrayList<>();
  private byte[] token = {};

  @Override
  public synchronized void onMessage(Message message) {
    messages.add(message);
  }

  @Override
  public synchronized void onGap(Gap gap) {
    gaps.add(gap);
  }

  @Override
  public synchronized void onCheckpoint(byte[] resumeToken) {
    token = resumeToken;
  }

  @Override
  public synchronized void onEnd(End end) {
    ends.add(end);
  }

  synchronized List<Message> messages() {
    return List.copyOf(messages);
  }

  synchronized List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  synchronized List<End> ends() {
    return List.copyOf(ends);
  }

  synchronized byte[] token() {
    return token.clone();
  }

  List<String> texts() {
    return messages().stream().map(Message::text).toList();
  }

  void awaitMessages(int count) {
    LocalPeers.await(() -> messages().size() >= count);
  }
}
