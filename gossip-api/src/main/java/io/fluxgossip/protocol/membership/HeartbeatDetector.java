package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Beat;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Heartbeats by gossip (van Renesse, Minsky and Hayden, Middleware 1998): each member counts, counters spread with
 * every exchange, and whose counter stands still for too long is suspected.
 */
final class HeartbeatDetector {

    /** Counters that travel with one message; of more members those come first that have not travelled for longest. */
    private static final int MAX_TOLD = 64;

    /** No heart beats that often; who says so is not believed. */
    private static final long MAX_COUNT = 1L << 48;

    private final Turn turn;
    private final long expectedMillis;
    private final Map<NodeId, Pulse> pulses = new LinkedHashMap<>();
    private long own;

    private static final class Pulse {
        long count;
        final PhiAccrual phi;

        Pulse(long expectedMillis) {
            phi = new PhiAccrual(expectedMillis);
        }
    }

    HeartbeatDetector(Turn turn, long expectedMillis) {
        this.turn = turn;
        this.expectedMillis = expectedMillis;
    }

    /** This node's own heart. */
    void beat() {
        own++;
    }

    /** Heartbeats for the next message. */
    List<Beat> beatsToSend() {
        List<Beat> told = new ArrayList<>();
        if (own > 0) {
            told.add(new Beat(turn.self(), own));
        }
        List<NodeId> next = pulses.keySet().stream().limit(MAX_TOLD).toList();
        for (NodeId member : next) {
            Pulse pulse = pulses.remove(member);
            if (pulse != null) {
                pulses.put(member, pulse);
                if (pulse.count > 0) {
                    told.add(new Beat(member, pulse.count));
                }
            }
        }
        return told;
    }

    /** A member is there from now on. */
    void watch(NodeId member) {
        if (!pulses.containsKey(member)) {
            Pulse pulse = new Pulse(expectedMillis);
            pulse.phi.sign(turn.nowMillis());
            pulses.put(member, pulse);
        }
    }

    void forget(NodeId member) {
        pulses.remove(member);
    }

    /** Notes heartbeats that a peer has sent; those of unknown members are dropped. */
    void noteBeats(List<Beat> beats) {
        for (Beat beat : beats) {
            if (beat.member().equals(turn.self())) {
                own = Math.max(own, Math.min(beat.count(), MAX_COUNT));
            }
            Pulse pulse = pulses.get(beat.member());
            if (pulse != null && beat.count() > pulse.count && beat.count() <= MAX_COUNT) {
                pulse.count = beat.count();
                pulse.phi.beat(turn.nowMillis());
            }
        }
    }

    /** Something came from this member itself. */
    void sign(NodeId member) {
        Pulse pulse = pulses.get(member);
        if (pulse != null) {
            pulse.phi.sign(turn.nowMillis());
        }
    }

    /** Time has stood still here, so the silence of others says nothing. */
    void afterPause() {
        pulses.values().forEach(pulse -> pulse.phi.sign(turn.nowMillis()));
    }

    double phi(NodeId member) {
        Pulse pulse = pulses.get(member);
        return pulse == null ? 0 : pulse.phi.phi(turn.nowMillis());
    }
}
