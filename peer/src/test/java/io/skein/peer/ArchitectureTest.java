package io.skein.peer;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The map of the peer's packages: who may import whom. Arrows point one way. */
final class ArchitectureTest {
  private static final String ROOT = "io.skein.peer";

  /** What may be imported: packages of the peer by short name, and others by full prefix. */
  private record Allowed(Set<String> packages, Set<String> libraries, String reason) {}

  private static final Set<String> BASE =
      Set.of(
          "java",
          "javax",
          "com.google.common",
          "com.google.errorprone.annotations",
          // Bytes and wire primitives; generated messages stay in grpc.
          "com.google.protobuf.ByteString",
          "com.google.protobuf.CodedInputStream",
          "com.google.protobuf.CodedOutputStream",
          "com.google.protobuf.InvalidProtocolBufferException",
          "com.google.protobuf.UnsafeByteOperations",
          "com.google.protobuf.WireFormat",
          "org.jspecify.annotations");
  private static final Set<String> LOGGING = plus(BASE, "org.slf4j");
  private static final Set<String> PROTOCOL = plus(LOGGING, "io.skein.wire");
  private static final Set<String> WIRE =
      plus(
          PROTOCOL,
          "io.grpc",
          "com.google.rpc",
          "io.skein.proto",
          "com.google.protobuf",
          "io.skein.bootstrap");

  private static final Set<String> PROTOCOLS =
      Set.of(
          "model",
          "identity",
          "runtime",
          "compression",
          "access",
          "membership",
          "mesh",
          "log",
          "broadcast",
          "dispatch");
  private static final Set<String> ALL_BELOW_THE_TOP =
      plus(PROTOCOLS, "core", "grpc", "simulation");

  private static final String NO_GRPC = "protocols are pure: grpc adapts them to the wire";

  /** Every package has a row; the root has none, since it may import everything. */
  private static final Map<String, Allowed> TABLE =
      Map.ofEntries(
          row("model", Set.of(), BASE, "values know nothing of what is done with them"),
          row(
              "identity",
              Set.of("model"),
              plus(PROTOCOL, "org.bouncycastle"),
              "keys and proofs must be testable without a running peer"),
          row("runtime", Set.of(), LOGGING, "time and threads serve every protocol, know none"),
          row(
              "compression",
              Set.of("model"),
              plus(BASE, "com.github.luben.zstd"),
              "the one place that knows the library, which may be missing"),
          row(
              "access",
              Set.of("model"),
              PROTOCOL,
              "who may do what is a question of values, whoever asks it"),
          row("membership", Set.of("model", "identity", "runtime"), PROTOCOL, NO_GRPC),
          row("mesh", Set.of("model", "runtime", "membership"), PROTOCOL, NO_GRPC),
          row("log", Set.of("model", "runtime"), PROTOCOL, NO_GRPC),
          row(
              "broadcast",
              Set.of("model", "runtime", "membership", "mesh", "log"),
              PROTOCOL,
              NO_GRPC),
          row("dispatch", Set.of("model", "runtime", "log", "compression"), PROTOCOL, NO_GRPC),
          row(
              "embedded",
              Set.of("model", "runtime", "broadcast", "dispatch"),
              PROTOCOL,
              "apps of this process use protocols as apps behind gRPC do, without it"),
          row("core", PROTOCOLS, PROTOCOL, "daemon and simulator run one and the same wiring"),
          row(
              "grpc",
              PROTOCOLS,
              plus(WIRE, "org.bouncycastle"),
              "it is an adapter: protocols call it through interfaces of their own"),
          row("history", Set.of(), BASE, "judges from outside, so it knows nothing of the judged"),
          row(
              "simulation",
              plus(PROTOCOLS, "core", "history"),
              PROTOCOL,
              "a virtual network replaces grpc"),
          row(
              "admin",
              ALL_BELOW_THE_TOP,
              plus(
                  PROTOCOL,
                  "com.google.gson",
                  "io.grpc.netty.shaded.io.netty",
                  "io.skein.bootstrap.connections",
                  "io.prometheus"),
              "HTTP shows what others know and speaks no gRPC"),
          row(
              "cli",
              ALL_BELOW_THE_TOP,
              plus(WIRE, "picocli", "org.snakeyaml", "ch.qos.logback", "com.google.gson"),
              "commands are clients of a peer; the root wires the peer itself"),
          row(
              "bench",
              ALL_BELOW_THE_TOP,
              plus(WIRE, "picocli", "com.google.gson", "org.HdrHistogram"),
              "measuring uses a peer from outside"));

  private static final Set<String> PACKAGES = TABLE.keySet();

  private static final JavaClasses PEER =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @ParameterizedTest
  @FieldSource("PACKAGES")
  void packageImportsOnlyWhatItsRowAllows(String name) {
    Allowed allowed = rowOf(name);
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .onlyDependOnClassesThat(isAllowed(name, allowed))
        .because(allowed.reason())
        .allowEmptyShould(true)
        .check(PEER);
  }

  @Test
  void everyPackageHasARow() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(Stream.of(ROOT), PACKAGES.stream().map(name -> ROOT + "." + name + ".."))
                .toArray(String[]::new))
        .because("a package outside the table is outside the rules")
        .check(PEER);
  }

  @Test
  void tableHasNoCycle() {
    Set<String> placed = new HashSet<>();
    while (placed.addAll(
        PACKAGES.stream().filter(p -> placed.containsAll(rowOf(p).packages())).toList())) {}

    assertThat(placed).as("arrows point one way").isEqualTo(PACKAGES);
  }

  @Test
  void peerNeedsNoLibraryOfTheCommandLine() {
    noClasses()
        .that()
        .haveFullyQualifiedName(Peer.class.getName())
        .should()
        .transitivelyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + ".cli..",
                ROOT + ".bench..",
                "picocli..",
                "org.snakeyaml..",
                "ch.qos.logback..",
                "org.slf4j.bridge..",
                "org.HdrHistogram..",
                "io.prometheus.."))
        .because("these are optional in the pom: who hosts a peer does not get them")
        .check(PEER);
  }

  private static Allowed rowOf(String name) {
    return requireNonNull(TABLE.get(name), name);
  }

  private static DescribedPredicate<JavaClass> isAllowed(String name, Allowed allowed) {
    List<String> prefixes =
        Stream.concat(
                allowed.libraries().stream(),
                Stream.concat(Stream.of(name), allowed.packages().stream())
                    .map(p -> ROOT + "." + p))
            .toList();
    return describe(
        "are in " + new TreeSet<>(prefixes),
        target -> {
          JavaClass type = target.getBaseComponentType();
          return type.isPrimitive()
              || prefixes.stream().anyMatch(prefix -> isWithin(type.getName(), prefix));
        });
  }

  private static boolean isWithin(String name, String prefix) {
    return name.equals(prefix) || name.startsWith(prefix + ".") || name.startsWith(prefix + "$");
  }

  private static Map.Entry<String, Allowed> row(
      String name, Set<String> packages, Set<String> libraries, String reason) {
    return entry(name, new Allowed(packages, libraries, reason));
  }

  private static Set<String> plus(Set<String> some, String... more) {
    Set<String> all = new HashSet<>(some);
    all.addAll(List.of(more));
    return Set.copyOf(all);
  }
}
