package io.skein.peer.bench.network;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to start this very program once more; immutable.
 *
 * @param java path of the JVM
 * @param jvmFlags what stands before the class path
 * @param classPath where the classes are
 * @param mainClass what is started
 */
public record JavaProgram(String java, List<String> jvmFlags, String classPath, String mainClass) {
  /** By name: the root package wires this one, not the other way round. */
  private static final String PEER_MAIN = "io.skein.peer.PeerMain";

  public JavaProgram {
    jvmFlags = List.copyOf(jvmFlags);
  }

  /** A peer or one of its commands. */
  public JavaProgram(String java, List<String> jvmFlags, String classPath) {
    this(java, jvmFlags, classPath, PEER_MAIN);
  }

  /** The same with another main class. */
  public JavaProgram running(String otherMainClass) {
    return new JavaProgram(java, jvmFlags, classPath, otherMainClass);
  }

  /** The same JVM, flags and classes as this process. */
  public static JavaProgram ofThisProcess() {
    String java =
        ProcessHandle.current()
            .info()
            .command()
            .orElseGet(() -> System.getProperty("java.home") + "/bin/java");
    return new JavaProgram(
        java,
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(JavaProgram::mayBeTwice)
            .toList(),
        absolute(System.getProperty("java.class.path")));
  }

  /** Children start in directories of their own. */
  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The same with one more flag. */
  public JavaProgram with(String flag) {
    return new JavaProgram(
        java, Stream.concat(jvmFlags.stream(), Stream.of(flag)).toList(), classPath, mainClass);
  }

  /** The command line for these arguments. */
  public List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(jvmFlags);
    // The jar's manifest allows this only to a -jar start.
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath, mainClass));
    command.addAll(arguments);
    return command;
  }

  /** Agents bind ports or files that two processes cannot share. */
  private static boolean mayBeTwice(String flag) {
    return !flag.startsWith("-agentlib")
        && !flag.startsWith("-javaagent")
        && !flag.startsWith("--enable-native-access")
        && !flag.startsWith("-Dsurefire");
  }
}
