package io.skein.faults.history;

/**
 * A message as its app made it; immutable.
 *
 * @param app name of the publishing call
 * @param number from 1 on, in the order of the call
 * @param type of the message
 * @param lane name of the lane
 * @param hash of the payload
 */
public record Content(String app, long number, String type, String lane, long hash) {}
