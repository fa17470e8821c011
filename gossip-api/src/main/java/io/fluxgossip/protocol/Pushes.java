package io.fluxgossip.protocol;

/**
 * Pushes of one topic that a node got.
 *
 * @param received all of them
 * @param duplicates those that brought nothing new
 */
public record Pushes(long received, long duplicates) {

    /** None yet. */
    public static final Pushes NONE = new Pushes(0, 0);

    Pushes and(boolean duplicate) {
        return new Pushes(received + 1, duplicates + (duplicate ? 1 : 0));
    }

    /** Of what was received, 0 to 1. */
    public double duplicateShare() {
        return received == 0 ? 0 : (double) duplicates / received;
    }
}
