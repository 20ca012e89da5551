package io.skein.bootstrap.connections;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.skein.bootstrap.connections.Connection.Stage;
import io.skein.bootstrap.registry.AddressBlock;
import java.net.Inet4Address;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. The connections of one port. Where there is no room for one more, one that has not
 * proved itself gives way: of the addresses that hold most of these the one that came least far, of
 * several the oldest. So those that connect and do nothing displace each other, and not who comes
 * to work. If all have proved themselves, the new one is refused.
 *
 * <p>It looks through all connections at each new one: they are few by design.
 */
public final class ConnectionTable {
  private final ConnectionLimits limits;
  private final BooleanSupplier descriptorsLeft;

  @GuardedBy("this")
  private final Set<Connection> connections = new LinkedHashSet<>();

  @GuardedBy("this")
  private final Map<SocketAddress, Connection> byAddress = new HashMap<>();

  @GuardedBy("this")
  private long refused;

  @GuardedBy("this")
  private long displaced;

  /**
   * A table without connections.
   *
   * @param descriptorsLeft whether the process has enough file descriptors for one more
   */
  public ConnectionTable(ConnectionLimits limits, BooleanSupplier descriptorsLeft) {
    this.limits = limits;
    this.descriptorsLeft = descriptorsLeft;
  }

  /** Takes a connection, or counts it as refused and returns null. */
  synchronized @Nullable Connection admit(SocketAddress from, Runnable close) {
    Connection young = new Connection(from, close);
    if (!descriptorsLeft.getAsBoolean() || !hasRoom(young)) {
      refused++;
      return null;
    }
    connections.add(young);
    if (young.address != null) {
      byAddress.put(from, young);
    }
    return young;
  }

  @GuardedBy("this")
  private boolean hasRoom(Connection young) {
    return hasRoomForAddress(young)
        && makeRoom(other -> true, limits.all())
        && (young.isProved() || makeRoom(Connection::isUnproved, limits.unproved()));
  }

  @GuardedBy("this")
  private boolean hasRoomForAddress(Connection young) {
    if (young.address == null || limits.isExempt(young.address)) {
      return true;
    }
    Predicate<Connection> sameBlock = other -> Objects.equals(young.block, other.block);
    if (young.address instanceof Inet4Address) {
      return makeRoom(other -> young.address.equals(other.address), limits.perAddress())
          && makeRoom(sameBlock, limits.perIpv4Block());
    }
    return makeRoom(sameBlock, limits.perIpv6Block());
  }

  @GuardedBy("this")
  private boolean makeRoom(Predicate<Connection> scope, int most) {
    if (connections.stream().filter(scope).count() < most) {
      return true;
    }
    Optional<Connection> least = leastWorthy(scope);
    if (least.isEmpty()) {
      return false;
    }
    displace(least.get());
    return true;
  }

  @GuardedBy("this")
  private Optional<Connection> leastWorthy(Predicate<Connection> scope) {
    Map<Optional<AddressBlock>, Integer> crowds = new HashMap<>();
    unproved().forEach(each -> crowds.merge(each.holder(), -1, Integer::sum));
    // The first of equals is the oldest.
    return connections.stream()
        .filter(each -> !each.isProved())
        .filter(scope)
        .min(
            Comparator.comparing((Connection each) -> crowds.getOrDefault(each.holder(), 0))
                .thenComparing(Connection::stage));
  }

  @GuardedBy("this")
  private Stream<Connection> unproved() {
    return connections.stream().filter(Connection::isUnproved);
  }

  @GuardedBy("this")
  private void displace(Connection least) {
    displaced++;
    forget(least);
    least.close();
  }

  @GuardedBy("this")
  private void forget(Connection gone) {
    connections.remove(gone);
    byAddress.remove(gone.from, gone);
  }

  /** The other side sent its first bytes. */
  synchronized void heard(Connection connection) {
    if (connection.stage() == Stage.SILENT) {
      connection.reach(Stage.HEARD);
    }
  }

  /** It ended, by whomever. */
  synchronized void ended(Connection connection) {
    forget(connection);
  }

  /** Its time to prove itself is over. */
  synchronized void expire(Connection connection) {
    if (connections.contains(connection) && connection.isUnproved()) {
      displace(connection);
    }
  }

  /** The other side of a connection has completed TLS and HTTP/2. */
  public void speaks(@Nullable SocketAddress from) {
    reached(from, Stage.SPEAKS);
  }

  /** The other side of a connection has shown that it is worth one, which therefore stays. */
  public void proved(@Nullable SocketAddress from) {
    reached(from, Stage.PROVED);
  }

  private synchronized void reached(@Nullable SocketAddress from, Stage stage) {
    Connection connection = byAddress.get(from);
    if (connection != null && connection.stage().compareTo(stage) < 0) {
      connection.reach(stage);
    }
  }

  /** The other side of a connection has been served; it gives way when there is no other room. */
  public synchronized void served(@Nullable SocketAddress from) {
    Connection connection = byAddress.get(from);
    if (connection != null && connection.isProved()) {
      connection.reach(Stage.SERVED);
    }
  }

  /** What a connection was kept for has ended; it gives way when others need its place. */
  public synchronized void isDone(@Nullable SocketAddress from) {
    Connection connection = byAddress.get(from);
    if (connection != null) {
      connection.reach(Stage.SPEAKS);
    }
  }

  /** How many there are. */
  public synchronized long open() {
    return connections.size();
  }

  /** How many have not proved themselves. */
  public synchronized long openUnproved() {
    return unproved().count();
  }

  /** How many were refused, ever. */
  public synchronized long refused() {
    return refused;
  }

  /** How many had to give way or did not prove themselves in time, ever. */
  public synchronized long displaced() {
    return displaced;
  }
}
