/**
 * Certificates, pins and private keys of both programs, from files that may change while they run.
 */
@NullMarked
package io.skein.wire.tls;

import org.jspecify.annotations.NullMarked;
