package io.fluxgossip.protocol.store;

/** Deletes of a topic up to this timestamp may have been forgotten, here or by those from whom it came. */
final class GcWatermark {

    private long timestamp;

    /** 0 if none was. */
    long timestamp() {
        return timestamp;
    }

    void raise(long upTo) {
        timestamp = Math.max(timestamp, upTo);
    }

    /** As a run tells it: 0 if it begins behind all that may have been forgotten. */
    long within(long after, long upTo) {
        return after < timestamp ? Math.min(timestamp, upTo) : 0;
    }
}
