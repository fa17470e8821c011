package io.fluxgossip.model;

/**
 * The direction in which differences go in a round's exchange, seen from the node whose round it is (Demers et al.,
 * PODC 1987).
 */
public enum Exchanges {
    /**
     * To the peer: what it lacks. Ends quickly while few know; those who are left last wait for somebody to choose
     * them.
     */
    PUSH("push"),
    /** From the peer: what this node lacks. Begins slowly; those who are left last ask for themselves. */
    PULL("pull"),
    /** Both; the default. */
    PUSH_PULL("push-pull");

    private final String word;

    Exchanges(String word) {
        this.word = word;
    }

    /**
     * Reads what {@code toString} writes: {@code push}, {@code pull} or {@code push-pull}.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Exchanges parse(String text) {
        return DisseminationParser.oneOf("way to exchange", text, values());
    }

    @Override
    public String toString() {
        return word;
    }
}
