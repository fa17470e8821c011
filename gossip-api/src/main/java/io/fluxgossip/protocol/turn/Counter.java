package io.fluxgossip.protocol.turn;

/** The counters of a core; totals since it was made. */
public enum Counter {
    /** Deltas sent unasked. */
    PUSHES_SENT,
    /** Deltas that came unasked. */
    PUSHES_RECEIVED,
    /** Announcements and prunes sent. */
    ANNOUNCEMENTS_SENT,
    /** Pushes that brought nothing new. */
    PUSHES_STALE,
    /** Exchanges begun by this node, gap pulls among them. */
    EXCHANGES_STARTED,
    /** Exchanges begun by others and answered here. */
    EXCHANGES_ANSWERED,
    /** Exchanges of this node to which no answer came. */
    EXCHANGES_UNANSWERED,
    /** Rounds without an exchange, because every peer chosen still owed an answer or there was none. */
    ROUNDS_SKIPPED,
    /** Streams of bulk state asked for. */
    STREAMS_STARTED,
    /** Entries sent in pushes. */
    ENTRIES_PUSHED,
    /** Entries from peers that were news. */
    ENTRIES_APPLIED,
    /** Entries from peers that were known or superseded. */
    ENTRIES_DUPLICATE,
    /** Tombstones forgotten. */
    TOMBSTONES_PURGED,
    /** Entries dropped because others had deleted them and forgotten that. */
    ENTRIES_PURGED,
    /** Peers that were found to hold something else than their digest says. */
    DIVERGENCES,
    /** Runs from peers that a limit cut short. */
    RUNS_REFUSED,
    /** Runs that arrived before what precedes them. */
    GAPS,
    /** Exchanges begun because of a gap. */
    GAP_PULLS,
    /** Changes that were never pushed to a peer because a later one replaced them first. */
    CONFLATED_FOR_PEERS,
    /** How often an adaptive topic was made to gather for longer. */
    WINDOWS_WIDENED,
    /** How often it was made to gather less. */
    WINDOWS_NARROWED,
    /** Connections that came up. */
    CONNECTIONS_OPENED,
    /** Connections that ended though this node had not closed them. */
    CONNECTIONS_LOST,
    /** Messages about a topic that is not open here. */
    UNKNOWN_TOPIC
}
