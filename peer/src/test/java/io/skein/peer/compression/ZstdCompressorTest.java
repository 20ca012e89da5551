package io.skein.peer.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ZstdCompressorTest {
  private final Compressor zstd = Compressor.zstd().orElseThrow();

  private byte[] compress(byte[] in) {
    byte[] out = new byte[in.length + 100];
    return Arrays.copyOf(out, zstd.compress(in, out));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 16 << 10, 1 << 20})
  void whatIsCompressedExpandsToTheSame(int size) {
    byte[] in = "one line of a log 123\n".repeat(size / 22 + 1).substring(0, size).getBytes(UTF);
    byte[] compressed = compress(in);
    byte[] back = new byte[size + 7];
    assertThat(zstd.expand(compressed, back, 7)).isTrue();
    assertThat(Arrays.copyOfRange(back, 7, back.length)).isEqualTo(in);
    if (size > 100) {
      assertThat(compressed.length).isLessThan(size / 10);
    }
  }

  @Test
  void whatDoesNotFitIsNotCompressed() {
    byte[] in = new byte[16 << 10];
    new Random(1).nextBytes(in);
    assertThat(zstd.compress(in, new byte[in.length * 9 / 10])).isZero();
  }

  /** Also if the array has room: the frame says how much it holds, and is believed at its word. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1001, 4 << 20})
  void anotherSizeThanTheRealOneIsRefused(int claimed) {
    byte[] compressed = compress(new byte[1000]);
    assertThat(zstd.expand(compressed, new byte[claimed], 0)).isFalse();
  }

  @Test
  void damagedBytesNeverWriteOutsideNorThrow() {
    byte[] compressed = compress("some text, some more text, some text".repeat(40).getBytes(UTF));
    Random random = new Random(7);
    byte[] room = new byte[10 + 36 * 40];
    for (int i = 0; i < 20_000; i++) {
      byte[] bad = Arrays.copyOf(compressed, 1 + random.nextInt(compressed.length));
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      zstd.expand(bad, room, 10);
    }
    assertThat(Arrays.copyOf(room, 10)).containsOnly(0);
  }

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  /** Loads the package anew, without what it needs. */
  private static final class Without extends ClassLoader {
    private final String library;

    Without(String library) {
      super(Without.class.getClassLoader());
      this.library = library;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(library)) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith(Compressor.class.getPackageName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void missingLibraryIsNoError() throws ReflectiveOperationException {
    Class<?> lonely = new Without("com.github.luben").loadClass(Compressor.class.getName());
    assertThat(lonely.getMethod("zstd").invoke(null)).isEqualTo(Optional.empty());
  }
}
