package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeId;

/** What a core asks to be woken for. */
public sealed interface Timer {

    /**
     * The next exchange of all topics that have this interval.
     *
     * @param intervalMillis milliseconds, 1 or more
     */
    record Round(long intervalMillis) implements Timer {}

    /** The end of a window in which changes of a topic were gathered. */
    record Window(String topic) implements Timer {}

    /** Time to look whether links keep up with an adaptive topic. */
    record Pace(String topic) implements Timer {}

    /** Time to announce histories that have not gone on for a while. */
    record Tail(String topic) implements Timer {}

    /** The next round of rumors of a topic. */
    record Rumors(String topic) implements Timer {}

    /** Time to look whether what others were seen to hold has come by itself. */
    record Overdue(String topic) implements Timer {}

    /** Time to ask another member whether it holds what this node holds of a topic, because somebody here wants to know. */
    record Agree(String topic) implements Timer {}

    /** Time to look which deletes of a topic may be forgotten. */
    record Collect(String topic) implements Timer {}

    /**
     * The end of values of a topic that have a time to live.
     *
     * @param atMillis when that is, by the clock of the node that armed it
     */
    record Expire(String topic, long atMillis) implements Timer {}

    /** Time to ask a member whether it is there. */
    record Probe() implements Timer {}

    /**
     * Time by which a member was to answer.
     *
     * @param probe number of the probe, so that a timer of an earlier one does not count
     */
    record Late(NodeId peer, long probe) implements Timer {}

    /** Time to look at those who are suspected. */
    record Suspicion() implements Timer {}

    /** Time to open connections that peers were to open. */
    record Open() implements Timer {}

    /** Time to ask the next one of those to whom a connection is kept what it has. */
    record Meet() implements Timer {}

    /** Time to ask those who opened a connection and were to ask first. */
    record Guests() implements Timer {}

    /** Time to try again to reach peers that were lost or not reached. */
    record Reconnect() implements Timer {}

    /** Time to close connections that nobody uses. */
    record Idle() implements Timer {}

    /**
     * Time to look again whether what a peer was asked for has come.
     *
     * @param link number of the connection, so that a timer of an older one does not count
     */
    record Retry(NodeId peer, long link) implements Timer {}
}
