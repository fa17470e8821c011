package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.protocol.message.SketchKey;

/**
 * A sketch that was begun on a connection: it is made again when it is to go on.
 *
 * @param digest as in {@link Fingerprint#digest()}
 */
public record SketchOffer(SketchKey key, long digest) {}
