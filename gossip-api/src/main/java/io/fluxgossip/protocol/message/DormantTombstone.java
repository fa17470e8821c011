package io.fluxgossip.protocol.message;

/**
 * A delete whose key is not kept any more: a dormant death certificate, in the words of Demers et al. (1987). An older
 * value of the key no longer counts wherever it comes.
 *
 * @param keyHash of the key, by {@link io.fluxgossip.model.Bytes#longHash}
 * @param timestamp of the delete, in the history of the run that it is told in
 */
public record DormantTombstone(long keyHash, long timestamp) {

    public DormantTombstone {
        if (timestamp <= 0) {
            throw new IllegalArgumentException("timestamp must be positive, was " + timestamp);
        }
    }
}
