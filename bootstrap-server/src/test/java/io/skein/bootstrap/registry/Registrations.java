package io.skein.bootstrap.registry;

import com.google.common.net.InetAddresses;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Random;

/** What the registry's tests register. */
final class Registrations {
  static final Moment START = new Moment(Long.MAX_VALUE - 5_000_000_000L, 1_800_000_000_000L);

  private Registrations() {}

  static Registry registry(RegistryLimits limits, RegistryStore store) {
    return new Registry(limits, store, new SecureRandom(), new Random(7));
  }

  static Registration peer(int number) {
    return peer(number, 1, 1, "127.0.0.1");
  }

  static Registration peer(int number, long epoch, long revision, String source) {
    return new Registration(
        new PeerKey("net", id(number)),
        epoch,
        revision,
        START.wallMillis() + Duration.ofHours(2).toMillis(),
        ByteString.copyFromUtf8("record of " + number + " " + epoch + "." + revision),
        InetAddresses.forString(source));
  }

  static ByteString id(int number) {
    return ByteString.copyFrom(ByteBuffer.allocate(32).putInt(number).array());
  }

  static Moment after(Duration time) {
    return new Moment(START.nanos() + time.toNanos(), START.wallMillis() + time.toMillis());
  }

  static LeaseId register(Registry registry, Registration registration) {
    var result = registry.register(registration, Duration.ZERO, START);
    return ((RegisterResult.Registered) result).id();
  }

  static LeaseId registerReachable(Registry registry, Registration registration) {
    LeaseId id = register(registry, registration);
    registry.setReachable(id, true);
    return id;
  }
}
