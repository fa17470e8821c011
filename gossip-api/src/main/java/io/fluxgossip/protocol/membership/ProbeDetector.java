package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * SWIM's probes (Das, Gupta and Motivala, DSN 2002): whatever a member is asked is a probe, and whatever comes from it
 * is the acknowledgement. A member that does not answer is asked again and through others, then suspected.
 */
final class ProbeDetector {

    /** Probe attempts before FAILED, as a multiple of those before SUSPECTED. */
    private static final int LAST_TRIES = 2;

    /** Members that are probed for others at once, at most. */
    private static final int MAX_INDIRECT = 1_024;

    private final Turn turn;
    private final Peers peers;
    private final Detection detection;
    private final MemberTable table;
    private final Suspicions suspicions;
    private final LocalHealth health;
    private final BiConsumer<NodeId, Message.Notice> send;

    /** Members that were asked something and have not been heard since. */
    private final Map<NodeId, Probe> probes = new LinkedHashMap<>();

    /** Whom to acknowledge when a member answers. */
    private final Map<NodeId, Set<NodeId>> askers = new LinkedHashMap<>();

    private long lastNumber;
    private long askedMillis;

    private static final class Probe {
        /** Whether what is suspected has failed if it does not answer. */
        final boolean last;

        /** A timer of an earlier probe does not count. */
        final long number;

        int tries;

        Probe(long number, boolean last) {
            this.number = number;
            this.last = last;
        }
    }

    /** @param send sends a member something before anything else */
    ProbeDetector(
            Turn turn,
            Peers peers,
            MemberTable table,
            Suspicions suspicions,
            LocalHealth health,
            BiConsumer<NodeId, Message.Notice> send) {
        this.turn = turn;
        this.peers = peers;
        this.detection = turn.config().detection();
        this.table = table;
        this.suspicions = suspicions;
        this.health = health;
        this.send = send;
    }

    // What this node asks

    /** A peer is asked something: an answer, or anything else that comes from it, is a sign of life. */
    void asked(NodeId peer, boolean probes) {
        askedMillis = turn.nowMillis();
        Known known = table.get(peer);
        boolean isProbe = probes && known != null && known.isPresent() && !detection.byHeartbeats();
        if (isProbe && !this.probes.containsKey(peer)) {
            Probe probe = new Probe(++lastNumber, false);
            this.probes.put(peer, probe);
            armTimeout(peer, probe);
        }
    }

    /** When somebody was last asked something. */
    long askedMillis() {
        return askedMillis;
    }

    private void armTimeout(NodeId peer, Probe probe) {
        turn.arm(
                new Timer.ProbeTimeout(peer, probe.number),
                health.scaled(detection.timeout().toMillis()));
    }

    /**
     * A peer was to answer by now: it is asked again and through others, then suspected.
     *
     * @param paused whether time has stood still here, so that its silence says nothing
     */
    void timeout(NodeId peer, long number, boolean paused) {
        Probe probe = probes.get(peer);
        if (probe == null || probe.number != number) {
            return;
        }
        if (paused) {
            probes.remove(peer);
        } else if (probe.tries < triesOf(probe)) {
            askAgain(peer, probe);
        } else {
            probes.remove(peer);
            health.worsen();
            suspicions.judge(peer, probe.last);
        }
    }

    /** Everyone who takes a member to be suspected probes it for the last time, and each of them must be sure. */
    private int triesOf(Probe probe) {
        return probe.last ? LAST_TRIES * detection.tries() : detection.tries();
    }

    /** A member could not even be connected: others are asked at once, and once. */
    void unreachable(NodeId peer) {
        Known known = table.get(peer);
        if (known != null && known.isPresent()) {
            Probe probe = probes.computeIfAbsent(peer, unknown -> new Probe(++lastNumber, false));
            if (probe.tries < triesOf(probe)) {
                probe.tries = triesOf(probe);
                askAgain(peer, probe);
            }
        }
    }

    /** Probes a member for the last time before it is taken to have failed. */
    void probeLast(NodeId peer) {
        Probe probe = probes.get(peer);
        if (probe == null || !probe.last) {
            Probe last = new Probe(++lastNumber, true);
            probes.put(peer, last);
            askAgain(peer, last);
        }
    }

    /** A single message may have been lost: others are asked from the second time on. */
    private void askAgain(NodeId peer, Probe probe) {
        probe.tries++;
        Message.PingReq question = new Message.PingReq(peer);
        send.accept(peer, question);
        int others = probe.tries > 1 ? detection.indirect() : 0;
        for (int i = 0; i < others && peers.size() > 1; i++) {
            NodeId other = peers.get(turn.chance().nextInt(peers.size()));
            if (!other.equals(peer)) {
                send.accept(other, question);
            }
        }
        armTimeout(peer, probe);
    }

    /** Answers that came while this node stood still count no more. */
    void clear() {
        probes.clear();
    }

    // What comes in

    /** Something came from this member: whoever asked this node to find out is told. */
    void alive(NodeId peer) {
        probes.remove(peer);
        Set<NodeId> asking = askers.remove(peer);
        if (asking != null) {
            asking.forEach(other -> send.accept(other, new Message.IndirectAck(peer)));
        }
        noteSign(peer);
    }

    /** Somebody has just got an answer from a member. */
    void acknowledged(NodeId target) {
        probes.remove(target);
        noteSign(target);
    }

    private void noteSign(NodeId member) {
        Known known = table.get(member);
        if (known != null) {
            known.noteSign(turn.nowMillis());
        }
    }

    /**
     * Somebody gets no answer from a member and wants to know whether this node does. It asks the member, and judges
     * nothing by that: otherwise probes would beget probes.
     */
    void probeFor(NodeId asking, NodeId target) {
        if (target.equals(turn.self())) {
            send.accept(asking, new Message.IndirectAck(target));
        }
        if (table.get(target) == null || askers.size() >= MAX_INDIRECT) {
            return;
        }
        askers.computeIfAbsent(target, unknown -> new LinkedHashSet<>()).add(asking);
        send.accept(target, new Message.PingReq(target));
    }

    /** The connection is gone: what was to be asked for others is not. */
    void forget(NodeId peer) {
        askers.remove(peer);
    }
}
