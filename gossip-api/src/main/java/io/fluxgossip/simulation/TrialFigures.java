package io.fluxgossip.simulation;

/**
 * The result of one {@link Trial}.
 *
 * @param receptionMicros how long after it was written each of the others first had each key's newest entry, in
 *     ascending order; those who never had are not among them
 * @param informed how many had one at the start
 * @param expected how many there are to be had, those among them
 * @param hops over how many nodes the one came that came the farthest
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares or prints them
record TrialFigures(
        long[] receptionMicros,
        int informed,
        int expected,
        int hops,
        long[] messages,
        long[] bytes,
        long payloads,
        long entriesReceived,
        long duplicates,
        long events) {

    boolean isComplete() {
        return receptionMicros.length + informed == expected;
    }
}
