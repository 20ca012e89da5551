package io.skein.peer.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ChildrenTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> WAITS_FOR_INPUT =
      List.of("bench-publisher", "--app=127.0.0.1:1", "--type=t");

  @Test
  void childRunsThisProgramAndLogs() throws Exception {
    try (Children children = Children.inTemporaryDirectory(JavaProgram.ofThisProcess())) {
      Child child = children.start("version", List.of("version"));

      assertThat(child.awaitEnd(PATIENCE)).isTrue();
      assertThat(child.tail()).contains("skein ");
      assertThat(children.firstEnded()).isSameAs(child);
    }
  }

  @Test
  void closingEndsChildrenAndRemovesTheirDirectory() throws Exception {
    Children children = Children.inTemporaryDirectory(JavaProgram.ofThisProcess());
    Child child = children.startPiped("waits", WAITS_FOR_INPUT);
    assertThat(child.output().readNBytes("ready".length())).asString().isEqualTo("ready");
    assertThat(child.cpuTime()).isPositive();

    children.close();
    children.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(children.directory()).doesNotExist();
  }

  @Test
  void keptDirectoryStaysWithItsLogs() throws Exception {
    Children children = Children.inTemporaryDirectory(JavaProgram.ofThisProcess());
    Path log = children.start("version", List.of("version")).log();
    children.keepDirectory();

    children.close();

    assertThat(log).exists();
    Files.delete(log);
    Files.delete(children.directory());
  }

  @Test
  void nothingStartsAfterClosing() throws IOException {
    Children children = Children.inTemporaryDirectory(JavaProgram.ofThisProcess());
    children.close();

    assertThatThrownBy(() -> children.start("late", List.of("version")))
        .isInstanceOf(IOException.class)
        .hasMessage("not starting late: the network is being ended");
  }

  @Test
  void freePortsDiffer() throws IOException {
    assertThat(FreePorts.find(20)).doesNotHaveDuplicates().allMatch(port -> port > 0);
  }
}
