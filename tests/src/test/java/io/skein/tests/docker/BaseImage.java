package io.skein.tests.docker;

import io.skein.tests.process.Repository;
import io.skein.tests.process.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a small image that stands in for a public JRE image, because a test pulls nothing: busybox,
 * the C library of this machine, and a runtime cut from the JDK of this test.
 */
final class BaseImage {
  static final Path BUSYBOX = Path.of("/bin/busybox");

  private static final List<String> APPLETS =
      List.of("cat", "chown", "mkdir", "nc", "sh", "sleep", "true", "wget");
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.sql,jdk.crypto.ec,"
          + "jdk.jfr,jdk.management,jdk.unsupported";

  /** In what ldd prints: {@code libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f…)}. */
  private static final Pattern LIBRARY = Pattern.compile("\\s(/\\S+) \\(0x");

  private final Path root;
  private final Shell shell = Shell.in(Path.of("/"));

  private BaseImage(Path root) {
    this.root = root;
  }

  /** Imports the image into the daemon under this name. */
  static void importAs(String name, DockerDaemon daemon, Path directory) throws IOException {
    BaseImage image = new BaseImage(directory.resolve("base"));
    image.addBusybox();
    image.addJava();
    image.addLibraries();
    String archive = directory.resolve("base.tar").toString();
    image.shell.run("tar", "-C", image.root.toString(), "-cf", archive, ".");
    String path = "ENV PATH=/opt/java/bin:/bin";
    daemon.shell().run("docker", "import", "--change", path, archive, name);
  }

  private void addBusybox() throws IOException {
    Path bin = Files.createDirectories(root.resolve("bin"));
    Files.copy(BUSYBOX, bin.resolve("busybox"));
    for (String applet : APPLETS) {
      Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
    }
    // Netty unpacks its native parts there.
    Path tmp = Files.createDirectory(root.resolve("tmp"));
    shell.run("chmod", "1777", tmp.toString());
  }

  private void addJava() throws IOException {
    Path java = Files.createDirectories(root.resolve("opt")).resolve("java");
    String jlink = Repository.jdkProgram("jlink").toString();
    shell.run(jlink, "--strip-debug", "--add-modules", MODULES, "--output", java.toString());
  }

  /** What the runtime is linked against, outside of itself. */
  private void addLibraries() throws IOException {
    for (String library : libraries()) {
      Path copy = root.resolve(library.substring(1));
      Files.createDirectories(copy.getParent());
      // Where it is a link, the file behind it.
      Files.copy(Path.of(library), copy);
    }
  }

  private Set<String> libraries() throws IOException {
    Set<String> libraries = new TreeSet<>();
    try (Stream<Path> files = Files.walk(root.resolve("opt/java"))) {
      for (Path binary : files.filter(BaseImage::isLinked).toList()) {
        LIBRARY
            .matcher(shell.run("ldd", binary.toString()))
            .results()
            .map(line -> line.group(1))
            .filter(library -> !library.startsWith(root.toString()))
            .forEach(libraries::add);
      }
    }
    return libraries;
  }

  private static boolean isLinked(Path file) {
    return file.endsWith("bin/java") || file.toString().endsWith(".so");
  }
}
