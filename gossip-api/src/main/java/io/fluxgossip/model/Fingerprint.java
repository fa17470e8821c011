package io.fluxgossip.model;

/**
 * A digest and the state below it in 16 bytes: equal fingerprints end an exchange.
 *
 * <p>Both parts are sums of mixed 64-bit hashes, kept up to date with each change. They differ apart from each other in
 * two cases, both left behind by a crash: the only node that held a write died after it had told others that an older
 * one no longer counts, or after only a later write of its had arrived. Then digests are equal and states are not, and
 * the replicas exchange all entries once.
 *
 * @param digest of (origin, watermark) over all origins
 * @param state of the versions of all entries with a value that lasts: a delete is forgotten sooner here and later
 *     there, and a value with a time to live ends when a clock says so
 */
public record Fingerprint(long digest, long state) {

    /** The fingerprint of a topic to which nobody has written. */
    public static final Fingerprint EMPTY = new Fingerprint(0, 0);

    /**
     * The share of a watermark in {@link #digest()}.
     *
     * @param origin a hash of it
     * @param watermark 0 of a history of which nothing is held, which adds nothing
     */
    public static long shareOf(long origin, long watermark) {
        return watermark == 0 ? 0 : Hashing.hash(origin, watermark);
    }
}
