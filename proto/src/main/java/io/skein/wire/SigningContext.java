package io.skein.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What a signature is for, so that a signature made for one purpose is void for every other. */
public enum SigningContext {
  /** A peer record; signed part: the record's bytes. */
  RECORD("skein-record-v1"),
  /** Hello's binding to TLS; signed parts: network, one zero byte, SHA-256 of one's own leaf. */
  TLS("skein-tls-v1"),
  /** Registration at a bootstrap server; signed parts: nonce, the record's bytes. */
  REGISTER("skein-register-v1"),
  /** Batches; signed parts: network, one zero byte, number of leaves, root of their hash tree. */
  BATCH("skein-batch-v1");

  private final byte[] prefix;

  SigningContext(String name) {
    // The zero byte ends the name: no context can be the beginning of another one.
    this.prefix = (name + '\0').getBytes(US_ASCII);
  }

  /** The bytes that stand before the signed parts; not to be changed. */
  byte[] prefix() {
    return prefix;
  }
}
