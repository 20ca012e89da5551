package io.skein.peer;

import io.skein.peer.model.Lane;
import io.skein.peer.model.PeerId;

/**
 * Immutable. The only identity of a message, the same at every peer.
 *
 * @param origin peer that published it
 * @param epoch boot number of that peer; grows with each of its starts
 * @param lane lane; sequences are counted for each
 * @param sequence number of the message within origin, epoch and lane, from 1, without holes
 */
public record MessageId(PeerId origin, long epoch, Lane lane, long sequence) {}
