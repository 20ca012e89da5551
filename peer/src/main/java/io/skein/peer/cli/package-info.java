/**
 * The command line: reads options, starts peers through {@link PeerStarter}, and talks to running
 * ones.
 */
@NullMarked
package io.skein.peer.cli;

import org.jspecify.annotations.NullMarked;
