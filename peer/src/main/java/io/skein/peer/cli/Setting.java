package io.skein.peer.cli;

/**
 * A value that was configured outside of the command line.
 *
 * @param key of the option
 * @param value not read yet; several values are separated by commas
 * @param origin where it stands, for people
 */
record Setting(String key, String value, String origin) {}
