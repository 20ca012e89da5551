package io.skein.faults.scenario;

import io.skein.peer.bench.network.JavaProgram;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What all scenarios of a run share; immutable.
 *
 * @param program what peers run
 * @param before an older version, null if there is none
 * @param isLong whether faults last as long as the table of targets says, not shorter
 */
public record Settings(JavaProgram program, @Nullable Path before, boolean isLong) {
  /** The same JVM with another jar. */
  JavaProgram older(Path jar) {
    return new JavaProgram(
        program.java(), program.jvmFlags(), jar.toAbsolutePath().toString(), program.mainClass());
  }
}
