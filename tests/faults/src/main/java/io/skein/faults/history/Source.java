package io.skein.faults.history;

/**
 * Whose messages, in which boot and lane; immutable.
 *
 * @param origin the publishing peer's id in hexadecimal
 * @param epoch boot number
 * @param lane name of the lane
 */
public record Source(String origin, long epoch, String lane) {}
