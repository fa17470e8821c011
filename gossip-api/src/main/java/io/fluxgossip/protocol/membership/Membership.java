package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The members of the cluster: updates about them spread with exchanges and their answers, and every message is a sign
 * of life of its sender.
 *
 * <p>Membership follows SWIM with Lifeguard, with two departures. The first sign of a node that others tell of is not
 * taken for the node: it is pending, is dialled, and joins when it says hello, much as Cassandra waits for an echo. And
 * what spreads by rumor is backed by slices of the whole table, sent to a peer that says that its table differs.
 */
public final class Membership {

    private final Turn turn;
    private final Peers peers;
    private final Detection detection;
    private final Voice voice;
    private final MemberTable table;
    private final LocalHealth health = new LocalHealth();
    private final LocalMember local;
    private final MemberChanges changes;
    private final HeartbeatDetector heartbeats;
    private final Suspicions suspicions;
    private final ProbeDetector probes;
    private final MemberGossip gossip;
    private final MemberRounds rounds;

    /** How this node addresses others. */
    public interface Voice {

        /** Asks a member something, whatever it is, so that it answers. */
        void contact(NodeId peer);

        /** Opens a connection, so that the peer says hello; asks it something if there is one. */
        void reach(NodeId peer);

        /** Sends a member something before anything else. */
        void send(NodeId peer, Message.Notice notice);
    }

    public Membership(Turn turn, Peers peers, PeerSelection selection, Voice voice) {
        this.turn = turn;
        this.peers = peers;
        this.detection = turn.config().detection();
        this.voice = voice;
        table = new MemberTable(turn.self());
        MemberUpdates updates = new MemberUpdates(turn, table);
        local = new LocalMember(updates);
        heartbeats = new HeartbeatDetector(turn, detection.interval().toMillis());
        changes = new MemberChanges(turn, table, updates, heartbeats);
        suspicions = new Suspicions(turn, table, changes);
        probes = new ProbeDetector(turn, peers, table, suspicions, health, voice::send);
        gossip = new MemberGossip(turn, local, table, updates, changes, heartbeats, health, voice::reach);
        rounds = new MemberRounds(turn, table, selection, probes, heartbeats, suspicions, health, voice::contact);
    }

    // This node

    /** This node's own state, null before it joins; safe from any thread. */
    @Nullable
    public MemberState memberState() {
        return local.memberState();
    }

    public void join(MemberState self) {
        local.join(self);
        rounds.start();
    }

    /** This node's own state has changed. */
    public void tag(Map<String, String> tags) {
        local.tag(tags);
    }

    /** From here on this node is gone for the others. */
    public void leave() {
        if (local.leave()) {
            for (int i = 0; i < detection.indirect() && !peers.isEmpty(); i++) {
                voice.contact(peers.get(turn.chance().nextInt(peers.size())));
            }
        }
    }

    /** Whether this node leaves: nobody can fetch from it later. */
    public boolean isLeaving() {
        return local.isLeaving();
    }

    /** Lifeguard's local health multiplier, 0 to 8. */
    public int localHealth() {
        return health.multiplier();
    }

    // Others

    /** The address that a member has told; empty if that is not known. */
    public String addressOf(NodeId member) {
        Known known = table.get(member);
        MemberState memberState = known == null ? gossip.pending(member) : known.memberState();
        return memberState == null ? "" : memberState.address();
    }

    /** Whether there is reason to reach this node although it is no member. */
    public boolean knows(NodeId peer) {
        return gossip.pending(peer) != null || table.get(peer) != null;
    }

    /** All member states, this node's own among them. */
    public NavigableMap<String, MemberState> memberStates() {
        NavigableMap<String, MemberState> all = new TreeMap<>();
        table.byName().forEach((name, known) -> all.put(name, known.memberState()));
        MemberState self = local.memberState();
        if (self != null) {
            all.put(self.member().name(), self);
        }
        return all;
    }

    /**
     * At the end of an input: those who are there are the peers from here on; returns whether others are than before.
     */
    public boolean settle() {
        if (!changes.takeViewChanged()) {
            return false;
        }
        List<NodeId> all = table.presentIds();
        all.add(turn.self());
        LiveView view = LiveView.of(all);
        if (view.peersOf(turn.self()).equals(peers.all())) {
            return false;
        }
        peers.set(view);
        return true;
    }

    // What is said of members

    /** Updates that travel to a peer with an exchange, or with the answer to one. */
    public PiggybackedUpdates memberUpdates(NodeId peer) {
        return gossip.updatesFor(peer);
    }

    /** Takes in what a peer says of members. */
    public void merge(NodeId peer, PiggybackedUpdates memberUpdates) {
        gossip.receive(peer, memberUpdates);
    }

    /** A peer says who it is, and joins if it is no member; returns whether nobody has told of it before. */
    public boolean greeted(MemberState said) {
        return gossip.greet(said);
    }

    // Signs of life

    /** Something came from this member itself. */
    public void heardFrom(NodeId peer) {
        probes.alive(peer);
        heartbeats.sign(peer);
        gossip.noteReached(peer);
    }

    /** A peer is asked something. */
    public void asked(NodeId peer) {
        probes.asked(peer, local.hasJoined());
    }

    /** A peer has answered an exchange: it has read what this node says of itself. */
    public void toldOurselves(NodeId peer) {
        gossip.noteRead(peer);
    }

    /** A peer has answered an exchange: this node is not slow. */
    public void answered() {
        health.improve();
    }

    /** A peer could not be connected. */
    public void unreachable(NodeId peer) {
        gossip.forgetPending(peer);
        if (local.hasJoined()) {
            probes.unreachable(peer);
        }
    }

    /** Messages to a peer will not be sent, since it was not reached. */
    public void gone(NodeId peer) {
        gossip.forgetPending(peer);
        probes.forget(peer);
    }

    /** Somebody wants to know whether a member answers. */
    public void probe(NodeId asking, NodeId target) {
        if (local.hasJoined()) {
            probes.probeFor(asking, target);
        }
    }

    /** Somebody has just got an answer from a member. */
    public void noteIndirectAck(NodeId target) {
        probes.acknowledged(target);
    }

    // Timers

    /** Once an interval. */
    public void tick() {
        if (local.hasJoined()) {
            rounds.begin();
        }
    }

    /** A peer was to answer by now. */
    public void late(NodeId peer, long number) {
        probes.timeout(peer, number, rounds.isAfterPause());
    }

    /** Time to look at those who are suspected. */
    public void suspicion() {
        suspicions.review(probes::probeLast);
    }
}
