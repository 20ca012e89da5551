package io.skein.compare.member;

import io.skein.compare.app.Nodes;
import io.skein.peer.bench.network.Child;
import io.skein.peer.bench.network.FreePorts;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Free ports for members, and one more; immutable. */
final class Ports implements Nodes {
  private final String address;
  private final List<String> appFlags;

  Ports(int members, List<String> appFlags) throws IOException {
    this.appFlags = List.copyOf(appFlags);
    address =
        FreePorts.find(members + 1).stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  @Override
  public String publisherAddress() {
    return address;
  }

  @Override
  public String subscriberAddress() {
    return address;
  }

  @Override
  public List<String> appFlags() {
    return appFlags;
  }

  @Override
  public List<Child> processes() {
    return List.of();
  }

  @Override
  public void close() {}
}
