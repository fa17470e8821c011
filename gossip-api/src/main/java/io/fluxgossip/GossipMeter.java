package io.fluxgossip;

/**
 * The meters of a node. All carry the tag {@code node}, the node's name; those of a topic also {@code topic}. There is
 * no tag for peers, so their number does not grow with the cluster.
 */
public enum GossipMeter {
    /** Deltas pushed to peers. */
    PUSHES_SENT("flux.gossip.pushes.sent", "deltas", Type.COUNTER),
    /** Deltas that peers pushed. */
    PUSHES_RECEIVED("flux.gossip.pushes.received", "deltas", Type.COUNTER),
    /** Announcements and prunes sent to peers. */
    ANNOUNCEMENTS_SENT("flux.gossip.announcements.sent", "messages", Type.COUNTER),
    /** Deltas that peers pushed and that brought nothing new. */
    PUSHES_STALE("flux.gossip.pushes.stale", "deltas", Type.COUNTER),
    /** Exchanges begun by this node. */
    EXCHANGES_STARTED("flux.gossip.exchanges.started", "exchanges", Type.COUNTER),
    /** Exchanges begun by others and answered here. */
    EXCHANGES_ANSWERED("flux.gossip.exchanges.answered", "exchanges", Type.COUNTER),
    /** Exchanges of this node to which no answer came. */
    EXCHANGES_UNANSWERED("flux.gossip.exchanges.unanswered", "exchanges", Type.COUNTER),
    /** Rounds without an exchange: no peer was free. */
    ROUNDS_SKIPPED("flux.gossip.rounds.skipped", "rounds", Type.COUNTER),
    /** Streams of bulk state asked for. */
    STREAMS_STARTED("flux.gossip.streams.started", "streams", Type.COUNTER),
    /** Entries sent in pushes. */
    ENTRIES_PUSHED("flux.gossip.entries.pushed", "entries", Type.COUNTER),
    /** Entries from peers that were news. */
    ENTRIES_APPLIED("flux.gossip.entries.applied", "entries", Type.COUNTER),
    /** Entries from peers that were known or superseded. */
    ENTRIES_DUPLICATE("flux.gossip.entries.duplicate", "entries", Type.COUNTER),
    /** Deletes that are no longer remembered. */
    TOMBSTONES_PURGED("flux.gossip.tombstones.purged", "entries", Type.COUNTER),
    /** Values dropped because others had deleted them and forgotten that, while this node was away. */
    ENTRIES_PURGED("flux.gossip.entries.purged", "entries", Type.COUNTER),
    /** Peers that were found to hold something else than their digest says, and compared with. */
    DIVERGENCES("flux.gossip.divergences", "comparisons", Type.COUNTER),
    /** Runs of entries from peers that a limit cut short. */
    RUNS_REFUSED("flux.gossip.runs.refused", "runs", Type.COUNTER),
    /** Runs that arrived before what precedes them. */
    GAPS("flux.gossip.gaps", "runs", Type.COUNTER),
    /** Exchanges begun because of a gap. */
    GAP_PULLS("flux.gossip.gap.pulls", "exchanges", Type.COUNTER),
    /** Changes that no peer was told because a later one replaced them first. */
    CONFLATED_FOR_PEERS("flux.gossip.conflated.peers", "changes", Type.COUNTER),
    /** How often an adaptive topic was made to gather for longer. */
    WINDOWS_WIDENED("flux.gossip.windows.widened", "decisions", Type.COUNTER),
    /** How often an adaptive topic was made to gather less. */
    WINDOWS_NARROWED("flux.gossip.windows.narrowed", "decisions", Type.COUNTER),
    /** How long what is written here is gathered before it is pushed; by topic. */
    WINDOW("flux.gossip.window", "milliseconds", Type.GAUGE),
    /** Members to which no path of pushes leads, because the topology is not connected; by topic. */
    UNREACHED("flux.gossip.unreached", "nodes", Type.GAUGE),
    /** Connections with peers that came up. */
    CONNECTIONS_OPENED("flux.gossip.connections.opened", "connections", Type.COUNTER),
    /** Connections that ended though this node had not closed them: the peer has, or the network. */
    CONNECTIONS_LOST("flux.gossip.connections.lost", "connections", Type.COUNTER),
    /** Messages about a topic that is not open here. */
    UNKNOWN_TOPIC("flux.gossip.unknown.topic", "messages", Type.COUNTER),
    /** Bytes of messages sent, without the framing of the transport. */
    BYTES_SENT("flux.gossip.bytes.sent", "bytes", Type.COUNTER),
    /** Bytes of messages received, without the framing of the transport. */
    BYTES_RECEIVED("flux.gossip.bytes.received", "bytes", Type.COUNTER),
    /** Frames, peers, runs and pushes that were refused; the log says why. */
    REFUSED("flux.gossip.refused", "events", Type.COUNTER),
    /** Keys with a value; by topic. */
    KEYS("flux.gossip.keys", "keys", Type.GAUGE),
    /** Deleted keys that are still remembered; by topic. */
    TOMBSTONES("flux.gossip.tombstones", "keys", Type.GAUGE),
    /** Subscribers of changes, values and states; by topic. */
    SUBSCRIBERS("flux.gossip.subscribers", "subscribers", Type.GAUGE),
    /** Changes that a subscriber skipped because a later one of the same key came first; by topic. */
    CONFLATED_FOR_SUBSCRIBERS("flux.gossip.conflated.subscribers", "changes", Type.COUNTER),
    /** The share of the pushes received that brought nothing new, 0 to 1; by topic. */
    DUPLICATES("flux.gossip.pushes.duplicates", "ratio", Type.GAUGE),
    /**
     * From each write of another node to its application here, by the clocks of the two: their difference is in it, and
     * what comes out below 0 counts as 0; by topic.
     */
    PROPAGATION("flux.gossip.propagation", "seconds", Type.TIMER),
    /** Other members that are taken to be there. */
    MEMBERS("flux.gossip.members", "nodes", Type.GAUGE);

    /** How a meter is to be read. */
    public enum Type {
        /** Rises only. */
        COUNTER,
        /** A value at a moment. */
        GAUGE,
        /** How long something took, each time. */
        TIMER
    }

    private final String meterName;
    private final String unit;
    private final Type type;

    GossipMeter(String meterName, String unit, Type type) {
        this.meterName = meterName;
        this.unit = unit;
        this.type = type;
    }

    public String meterName() {
        return meterName;
    }

    public String unit() {
        return unit;
    }

    public Type type() {
        return type;
    }
}
