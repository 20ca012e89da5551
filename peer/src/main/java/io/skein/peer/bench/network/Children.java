package io.skein.peer.bench.network;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The child processes of this one and their directory; thread-safe. All of them end, by their
 * process ids, when it is closed or this process ends, be it by Ctrl-C.
 */
public final class Children implements AutoCloseable {
  private final JavaProgram program;
  private final Path directory;
  private final List<Child> children = new ArrayList<>();
  private final Thread atExit = new Thread(this::endAll, "skein-end-children");
  private boolean keepDirectory;
  private boolean closed;

  private Children(JavaProgram program, Path directory) {
    this.program = program;
    this.directory = directory;
  }

  /** Children that run this program, with a new temporary directory. */
  public static Children inTemporaryDirectory(JavaProgram program) throws IOException {
    Children children = new Children(program, Files.createTempDirectory("skein-"));
    Runtime.getRuntime().addShutdownHook(children.atExit);
    return children;
  }

  /** Holds a log for each child, and whatever they need. */
  public Path directory() {
    return directory;
  }

  /** Starts a child whose output goes to its log. */
  @CanIgnoreReturnValue
  public Child start(String name, List<String> arguments) throws IOException {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder = builder(arguments).redirectErrorStream(true);
    return start(name, builder.redirectOutput(log.toFile()), log);
  }

  /** Starts a child whose output is read by its caller and whose errors go to its log. */
  public Child startPiped(String name, List<String> arguments) throws IOException {
    Path log = directory.resolve(name + ".log");
    return start(name, builder(arguments).redirectError(log.toFile()), log);
  }

  /** Starts a program of another kind, whose output goes to its log. */
  @CanIgnoreReturnValue
  public Child startProgram(String name, List<String> command) throws IOException {
    Path log = directory.resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    return start(name, builder.redirectErrorStream(true).redirectOutput(log.toFile()), log);
  }

  /** Leaves the directory where it is when this is closed: someone will want to read the logs. */
  public synchronized void keepDirectory() {
    keepDirectory = true;
  }

  /** Ends all children, waits for them and removes the directory. */
  @Override
  public void close() {
    endAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending already, so the hook did this or is about to.
    }
  }

  private synchronized Child start(String name, ProcessBuilder builder, Path log)
      throws IOException {
    if (closed) {
      throw new IOException("not starting " + name + ": the network is being ended");
    }
    Child child = new Child(name, builder.start(), log);
    children.add(child);
    return child;
  }

  /** Children configure themselves by their arguments alone. */
  private ProcessBuilder builder(List<String> arguments) {
    ProcessBuilder builder = new ProcessBuilder(program.command(arguments));
    builder.environment().keySet().removeIf(key -> key.startsWith("SKEIN_"));
    return builder.directory(directory.toFile());
  }

  private synchronized void endAll() {
    if (closed) {
      return;
    }
    closed = true;
    children.forEach(Child::terminate);
    children.forEach(Child::close);
    if (!keepDirectory) {
      deleteDirectory();
    }
  }

  private void deleteDirectory() {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      keepDirectory = true;
    }
  }

  /** The first child that has ended although nobody asked it to; null if all run. */
  public synchronized @Nullable Child firstEnded() {
    return children.stream().filter(child -> !child.isAlive()).findFirst().orElse(null);
  }
}
