package io.fluxgossip.protocol;

import io.fluxgossip.model.Mix;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Roster;
import io.fluxgossip.model.Version;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All that a core remembers, and the effects that the input at hand has had so far. */
final class NodeState {

    private static final long FASTEST_ANSWER_MILLIS = 100;
    private static final long FIRST_ANSWER_MILLIS = 500;

    final NodeConfig config;
    final RandomGenerator random;
    final HybridClock clock = new HybridClock();
    final Counters counters = new Counters();

    final NavigableMap<String, Topic> topics = new TreeMap<>();
    final Links links = new Links(this);
    final PeerSelection selection = new PeerSelection(this);
    final Summaries summaries = new Summaries(this);
    final Membership membership;

    /** After which time a question is asked again, of someone else if the answer may still come. */
    final Lateness answers = new Lateness(FASTEST_ANSWER_MILLIS, FIRST_ANSWER_MILLIS);

    /** All members that are taken to be alive but this one, in ascending order. */
    List<NodeId> peers = List.of();

    /** Whether this node says farewell: nobody can fetch from it later. */
    boolean leaving;

    private long rosterHash;

    /** The clock at the input at hand, in milliseconds since the epoch: what timestamps are compared to. It may be set back. */
    long wallMillis;

    /** The time of the input at hand, which never goes back: what waiting times are measured by. */
    long nowMillis;

    private List<Effect> effects = new ArrayList<>();

    NodeState(NodeConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
        this.membership = new Membership(this);
    }

    /** An input comes at this time. A clock that was set back goes on from where it was. */
    void at(long wall) {
        nowMillis = wallMillis == 0 ? wall : nowMillis + Math.max(0, wall - wallMillis);
        wallMillis = wall;
    }

    NodeId self() {
        return config.self();
    }

    Topic topic(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            throw new IllegalArgumentException("topic '" + name + "' is not open");
        }
        return topic;
    }

    /** A topic that a peer names; one that is not open here is counted. */
    @Nullable
    Topic topicNamedByPeer(String name) {
        Topic topic = topics.get(name);
        if (topic == null) {
            counters.add(Counter.UNKNOWN_TOPIC, 1);
        }
        return topic;
    }

    /** Takes note of who is there. */
    void members(Roster roster) {
        peers = roster.peersOf(self());
        rosterHash = 0;
        topics.values().forEach(topic -> topic.strategy().membersChanged());
        links.needsChanged();
    }

    /** The same for all who see the same members. */
    long roster() {
        if (rosterHash == 0) {
            rosterHash = Mix.hash(self());
            peers.forEach(peer -> rosterHash += Mix.hash(peer));
        }
        return rosterHash;
    }

    /** Whether this is a live member, other than this node. */
    boolean isPeer(NodeId id) {
        return Collections.binarySearch(peers, id) >= 0;
    }

    /** Time until a round of this interval begins anew: the whole interval, less where rounds are aligned. */
    long untilNextRound(long intervalMillis) {
        return switch (config.timing()) {
            case PHASED ->
                Math.max(1, Math.round(intervalMillis * (1 + config.jitter() * (2 * random.nextDouble() - 1))));
            case ALIGNED -> intervalMillis - Math.floorMod(wallMillis, intervalMillis);
            case EXPONENTIAL -> Math.max(1, Math.round(-intervalMillis * Math.log1p(-random.nextDouble())));
        };
    }

    /** The same for the first round, which comes at a phase of its own. */
    long untilFirstRound(long intervalMillis) {
        return config.timing() == Timing.PHASED ? random.nextLong(intervalMillis) + 1 : untilNextRound(intervalMillis);
    }

    /** The highest timestamp that is not too far in the future. */
    long latest() {
        return (wallMillis + config.maxClockAhead().toMillis() + 1) << Version.COUNTER_BITS;
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    List<Effect> takeEffects() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }
}
