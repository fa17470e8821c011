package io.fluxgossip.protocol.store;

/**
 * The effect of one run on a replica.
 *
 * @param before watermark of the origin before
 * @param after watermark of the origin now
 * @param applied entries that were news
 * @param duplicate entries that were known, or already superseded
 * @param refused why the rest of the run was not taken, or {@link Refusal#NONE}
 * @param gap whether something before this run is missing here
 */
public record Outcome(long before, long after, int applied, int duplicate, Refusal refused, boolean gap) {

    /** Why a run, or the rest of it, was not taken. */
    public enum Refusal {
        NONE("nothing was refused"),
        OWN_HISTORY("it claims writes of this very node that this node never made"),
        CLOCK_AHEAD("its timestamp is further ahead of this node's clock than maxClockAhead allows"),
        ENTRY_TOO_LARGE("an entry is over maxEntryBytes"),
        TOPIC_FULL("the topic holds maxKeys keys"),
        TOO_MANY_ORIGINS("the topic knows " + Replica.MAX_ORIGINS + " origins, its limit"),
        SAME_VERSION_TWICE("another key has the very same version");

        private final String reason;

        Refusal(String reason) {
            this.reason = reason;
        }

        public String reason() {
            return reason;
        }
    }

    static Outcome refused(long watermark, Refusal refusal) {
        return new Outcome(watermark, watermark, 0, 0, refusal, false);
    }

    public boolean isNews() {
        return applied > 0 || after > before;
    }
}
