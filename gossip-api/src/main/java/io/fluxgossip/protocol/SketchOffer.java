package io.fluxgossip.protocol;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.SketchKey;

/**
 * A sketch that was begun on a connection: it is made again when it is to go on.
 *
 * @param digest as in {@link Fingerprint#digest()}
 */
record SketchOffer(SketchKey key, long digest) {}
