package io.skein.peer.badinput;

import static io.skein.peer.badinput.RawHttp2.Outcome.CONNECTION_ENDED;
import static io.skein.peer.badinput.RawHttp2.Outcome.GOES_ON;
import static io.skein.peer.badinput.RawHttp2.Outcome.STREAM_ENDED;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Immutable. What no client of HTTP/2 sends.
 *
 * @param send writes it; told the path of a call that is served
 * @param ends what may become of it
 */
record Http2Attack(String name, BiConsumer<RawHttp2, String> send, Set<RawHttp2.Outcome> ends) {
  private static final List<Http2Attack> BROKEN =
      List.of(
          ended(
              "HTTP/1.1",
              (h, p) ->
                  h.raw("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
          ended("preface of another protocol", (h, p) -> h.raw(new byte[64])),
          ended(
              "DATA of the connection", (h, p) -> h.open().frame(RawHttp2.DATA, 0, 0, new byte[9])),
          ended(
              "SETTINGS of 5 bytes",
              (h, p) -> h.open().frame(RawHttp2.SETTINGS, 0, 0, new byte[5])),
          ended(
              "SETTINGS of a stream",
              (h, p) -> h.open().frame(RawHttp2.SETTINGS, 0, 1, new byte[6])),
          ended("PING of 7 bytes", (h, p) -> h.open().frame(RawHttp2.PING, 0, 0, new byte[7])),
          ended(
              "frame of 16 MiB",
              (h, p) -> h.open().head(0xffffff, RawHttp2.DATA, 0, 1).raw(new byte[32])),
          ended("even stream", (h, p) -> h.open().call(2, p)),
          row("stream that goes back", (h, p) -> h.open().call(5, p).call(3, p), STREAM_ENDED),
          ended(
              "window update of 0",
              (h, p) -> h.open().frame(RawHttp2.WINDOW_UPDATE, 0, 0, new byte[4])),
          ended(
              "window above 2^31",
              (h, p) ->
                  h.open()
                      .frame(RawHttp2.WINDOW_UPDATE, 0, 0, RawHttp2.number(Integer.MAX_VALUE))
                      .frame(RawHttp2.WINDOW_UPDATE, 0, 0, RawHttp2.number(Integer.MAX_VALUE))),
          ended(
              "CONTINUATION alone",
              (h, p) ->
                  h.open().frame(RawHttp2.CONTINUATION, RawHttp2.END_HEADERS, 1, new byte[9])),
          ended(
              "promise of a client",
              (h, p) ->
                  h.open()
                      .frame(RawHttp2.PUSH_PROMISE, RawHttp2.END_HEADERS, 1, RawHttp2.number(2))),
          ended(
              "reset of a stream that never was",
              (h, p) -> h.open().frame(RawHttp2.RST_STREAM, 0, 9, new byte[4])),
          row("frame of an unknown type", (h, p) -> h.open().frame(99, 0, 0, new byte[9]), GOES_ON),
          row(
              "settings that are not there",
              (h, p) -> h.open().frame(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 99, 0, 0, 0, 1}),
              GOES_ON));

  private static final List<Http2Attack> HEADERS =
      List.of(
          ended(
              "index that HPACK does not have",
              (h, p) ->
                  h.open()
                      .frame(
                          RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, new byte[] {-1, -1, -1, 15})),
          ended(
              "number that HPACK cannot hold",
              (h, p) ->
                  h.open()
                      .frame(
                          RawHttp2.HEADERS,
                          RawHttp2.END_HEADERS,
                          1,
                          new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1})),
          row(
              "header of 15 KiB",
              (h, p) -> h.open().call(1, p, "x", "a".repeat(15 << 10)),
              STREAM_ENDED,
              GOES_ON),
          row("headers of 40 KiB", (h, p) -> large(h.open(), p, 3), STREAM_ENDED, CONNECTION_ENDED),
          row(
              "headers of 8 MiB",
              (h, p) -> large(h.open(), p, 512),
              STREAM_ENDED,
              CONNECTION_ENDED),
          row("100,000 CONTINUATIONs of nothing", (h, p) -> empty(h.open(), p), CONNECTION_ENDED),
          row(
              "entry of 4 KB named 4,000 times",
              (h, p) -> bomb(h.open()),
              CONNECTION_ENDED,
              STREAM_ENDED),
          row(
              "GET",
              (h, p) ->
                  h.open()
                      .frame(
                          RawHttp2.HEADERS,
                          5,
                          1,
                          new byte[] {(byte) 0x82, (byte) 0x84, (byte) 0x86}),
              STREAM_ENDED),
          row(
              "text/html",
              (h, p) -> h.open().call(1, p, "content-type", "text/html"),
              STREAM_ENDED,
              GOES_ON),
          row("path without a slash", (h, p) -> h.open().call(1, "nothing"), STREAM_ENDED),
          row("path of CR LF", (h, p) -> h.open().call(1, p + "\r\nERROR"), STREAM_ENDED),
          row(
              "header in capitals",
              (h, p) -> h.open().call(1, p, "X-Y", "a"),
              STREAM_ENDED,
              CONNECTION_ENDED,
              GOES_ON),
          row("gzip", (h, p) -> h.open().call(1, p, "grpc-encoding", "gzip"), STREAM_ENDED),
          row(
              "timeout of letters",
              (h, p) -> h.open().call(1, p, "grpc-timeout", "xyz"),
              STREAM_ENDED,
              GOES_ON));

  private static final List<Http2Attack> FLOODS =
      List.of(
          row(
              "20,000 SETTINGS",
              (h, p) -> times(h.open(), 20_000, i -> h.frame(RawHttp2.SETTINGS, 0, 0)),
              GOES_ON,
              CONNECTION_ENDED),
          ended(
              "1,000 PINGs",
              (h, p) -> times(h.open(), 1_000, i -> h.frame(RawHttp2.PING, 0, 0, new byte[8]))),
          ended(
              "300 calls that are reset",
              (h, p) ->
                  times(
                      h.open(),
                      300,
                      i ->
                          h.call(2 * i + 1, p)
                              .frame(RawHttp2.RST_STREAM, 0, 2 * i + 1, new byte[4]))),
          row(
              "20,000 window updates",
              (h, p) ->
                  times(
                      h.open(),
                      20_000,
                      i -> h.frame(RawHttp2.WINDOW_UPDATE, 0, 0, RawHttp2.number(1))),
              GOES_ON),
          row(
              "20,000 PRIORITYs",
              (h, p) ->
                  times(
                      h.open(),
                      20_000,
                      i ->
                          h.frame(
                              RawHttp2.PRIORITY,
                              0,
                              2 * i + 1,
                              RawHttp2.number(0)[0],
                              (byte) 0,
                              (byte) 0,
                              (byte) 0,
                              (byte) 1)),
              GOES_ON,
              CONNECTION_ENDED),
          row(
              "10,000 DATA of nothing",
              (h, p) -> times(h.open().call(1, p), 10_000, i -> h.frame(RawHttp2.DATA, 0, 1)),
              GOES_ON),
          row(
              "600 open calls",
              (h, p) -> times(h.open(), 600, i -> h.call(2 * i + 1, p)),
              STREAM_ENDED,
              CONNECTION_ENDED));

  private static final List<Http2Attack> MESSAGES =
      List.of(
          row(
              "length that never comes",
              (h, p) ->
                  h.open()
                      .call(1, p)
                      .frame(RawHttp2.DATA, 0, 1, new byte[] {0, 0, 0, (byte) 255, 0, 1, 2}),
              GOES_ON),
          row(
              "message of 2 GiB",
              (h, p) ->
                  h.open()
                      .call(1, p)
                      .frame(RawHttp2.DATA, 0, 1, new byte[] {0, 127, -1, -1, -1, 1}),
              STREAM_ENDED),
          row(
              "message of 4 GiB",
              (h, p) ->
                  h.open().call(1, p).frame(RawHttp2.DATA, 0, 1, new byte[] {0, -1, -1, -1, -1, 1}),
              STREAM_ENDED),
          row(
              "compressed, by nothing",
              (h, p) ->
                  h.open().call(1, p).frame(RawHttp2.DATA, 1, 1, new byte[] {1, 0, 0, 0, 1, 1}),
              STREAM_ENDED),
          row(
              "flag of a later version",
              (h, p) ->
                  h.open().call(1, p).frame(RawHttp2.DATA, 1, 1, new byte[] {2, 0, 0, 0, 1, 1}),
              STREAM_ENDED),
          row(
              "message cut off by the end",
              (h, p) ->
                  h.open().call(1, p).frame(RawHttp2.DATA, 1, 1, new byte[] {0, 0, 0, 0, 9, 1}),
              STREAM_ENDED),
          row(
              "DATA behind the end",
              (h, p) ->
                  h.open()
                      .call(1, p)
                      .frame(RawHttp2.DATA, 1, 1, new byte[5])
                      .frame(RawHttp2.DATA, 0, 1, new byte[5]),
              STREAM_ENDED,
              CONNECTION_ENDED),
          row(
              "DATA before HEADERS",
              (h, p) -> h.open().frame(RawHttp2.DATA, 0, 1, new byte[5]),
              CONNECTION_ENDED,
              STREAM_ENDED),
          row(
              "padding longer than the frame",
              (h, p) -> h.open().call(1, p).frame(RawHttp2.DATA, 8, 1, new byte[] {9, 1}),
              CONNECTION_ENDED),
          row(
              "window of 0, and a call",
              (h, p) ->
                  h.open()
                      .frame(RawHttp2.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 0, 0})
                      .call(1, p)
                      .frame(RawHttp2.DATA, 1, 1, new byte[5]),
              GOES_ON,
              STREAM_ENDED));

  static final List<Http2Attack> ALL =
      Stream.of(BROKEN, HEADERS, FLOODS, MESSAGES).flatMap(List::stream).toList();

  private static void times(RawHttp2 attacker, int count, IntConsumer once) {
    for (int i = 0; i < count; i++) {
      once.accept(i);
    }
    attacker.flush();
  }

  private static void large(RawHttp2 attacker, String path, int frames) {
    attacker.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers(path));
    byte[] more = RawHttp2.headers(path, "x", "a".repeat(16_000));
    byte[] only = Arrays.copyOfRange(more, RawHttp2.headers(path).length, more.length);
    for (int i = 0; i < frames; i++) {
      attacker.frame(RawHttp2.CONTINUATION, i == frames - 1 ? RawHttp2.END_HEADERS : 0, 1, only);
    }
  }

  private static void empty(RawHttp2 attacker, String path) {
    attacker.frame(RawHttp2.HEADERS, 0, 1, RawHttp2.headers(path));
    times(attacker, 100_000, i -> attacker.frame(RawHttp2.CONTINUATION, 0, 1));
  }

  /** One header of 4,000 characters goes into the table; one byte each names it again. */
  private static void bomb(RawHttp2 attacker) {
    byte[] named = RawHttp2.headers("/x", "x", "a".repeat(4_000));
    byte[] block = Arrays.copyOf(named, named.length + 4_000);
    // "with indexing" instead of "without" for the last literal
    block[RawHttp2.headers("/x").length] = 0x40;
    Arrays.fill(block, named.length, block.length, (byte) 0xbe);
    attacker.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, block);
  }

  private static Http2Attack ended(String name, BiConsumer<RawHttp2, String> attack) {
    return row(name, attack, CONNECTION_ENDED);
  }

  private static Http2Attack row(
      String name, BiConsumer<RawHttp2, String> attack, RawHttp2.Outcome... ends) {
    return new Http2Attack(name, attack, Set.of(ends));
  }
}
