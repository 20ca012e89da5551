package io.skein.faults.network;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Network namespaces of this run, all on one switch, whose packets can be dropped or slowed down.
 * The machine's own network gets no interface and no rule; everything goes when this is closed or
 * the process ends, be it by Ctrl-C. Thread-safe.
 */
public final class Wires implements Closeable {
  private static final String SUBNET = "10.77.0.";

  private final String name = "skf" + ProcessHandle.current().pid();
  private final List<String> namespaces = new ArrayList<>();
  private final Thread atExit = new Thread(this::removeAll, "skein-remove-namespaces");

  private Wires() {}

  /**
   * A switch without anything on it.
   *
   * @throws IOException if namespaces are not permitted here
   */
  public static Wires create() throws IOException {
    Wires wires = new Wires();
    Runtime.getRuntime().addShutdownHook(wires.atExit);
    try {
      String hub = wires.add("hub");
      Commands.run("ip", "-n", hub, "link", "add", "br0", "type", "bridge");
      Commands.run("ip", "-n", hub, "link", "set", "br0", "up");
      return wires;
    } catch (IOException e) {
      wires.close();
      throw e;
    }
  }

  /** Why namespaces cannot be used here; empty if they can. */
  public static String whyNot() {
    try (Wires wires = create()) {
      wires.plug(1);
      wires.drop(2, 1);
      return "";
    } catch (IOException e) {
      return "network namespaces need root, iproute2 and iptables: " + e.getMessage();
    }
  }

  /** Makes the namespace of a process, with the address {@link #host}. */
  Place plug(int number) throws IOException {
    String space = add(Integer.toString(number));
    String port = "p" + number;
    List<String> pair = new ArrayList<>(List.of("ip", "link", "add", port, "netns", hub()));
    pair.addAll(List.of("type", "veth", "peer", "name", "eth0", "netns", space));
    Commands.run(pair);
    Commands.run("ip", "-n", hub(), "link", "set", port, "master", "br0", "up");
    Commands.run("ip", "-n", space, "addr", "add", host(number) + "/24", "dev", "eth0");
    Commands.run("ip", "-n", space, "link", "set", "eth0", "up");
    return new Place(host(number), List.of("nsenter", "--net=/run/netns/" + space));
  }

  static String host(int number) {
    return SUBNET + number;
  }

  /** Drops silently what {@code to} would get from {@code from}. */
  public void drop(int from, int to) throws IOException {
    inside(to, "iptables", "-w", "-A", "INPUT", "-s", host(from), "-j", "DROP");
  }

  /** Drops what goes between two groups, both ways. */
  public void part(List<Integer> some, List<Integer> others) throws IOException {
    for (int one : some) {
      for (int other : others) {
        drop(one, other);
        drop(other, one);
      }
    }
  }

  /** Drops nothing any more in these namespaces. */
  public void heal(List<Integer> numbers) throws IOException {
    for (int number : numbers) {
      inside(number, "iptables", "-w", "-F", "INPUT");
    }
  }

  /** Limits what a namespace sends and gets, as in {@code 256kbit}. */
  public void slow(int number, String rate) throws IOException {
    shape(List.of("tc", "-n", space(number)), "eth0", rate);
    shape(List.of("tc", "-n", hub()), "p" + number, rate);
  }

  private static void shape(List<String> tc, String device, String rate) throws IOException {
    List<String> command = new ArrayList<>(tc);
    command.addAll(List.of("qdisc", "replace", "dev", device, "root", "tbf", "rate", rate));
    command.addAll(List.of("burst", "16kb", "latency", "400ms"));
    Commands.run(command);
  }

  /** Takes the limit away. */
  public void quicken(int number) throws IOException {
    Commands.run("tc", "-n", space(number), "qdisc", "del", "dev", "eth0", "root");
    Commands.run("tc", "-n", hub(), "qdisc", "del", "dev", "p" + number, "root");
  }

  private void inside(int number, String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + space(number)));
    words.addAll(List.of(command));
    Commands.run(words);
  }

  private String hub() {
    return name + "-hub";
  }

  private String space(int number) {
    return name + "-" + number;
  }

  private synchronized String add(String suffix) throws IOException {
    String space = name + "-" + suffix;
    Commands.run("ip", "netns", "add", space);
    namespaces.add(space);
    Commands.run("ip", "-n", space, "link", "set", "lo", "up");
    return space;
  }

  private synchronized void removeAll() {
    for (String space : namespaces) {
      try {
        Commands.run("ip", "netns", "del", space);
      } catch (IOException e) {
        // It is gone already, or nobody can help it.
      }
    }
    namespaces.clear();
  }

  @Override
  public void close() {
    removeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending already, so the hook did this or is about to.
    }
  }
}
