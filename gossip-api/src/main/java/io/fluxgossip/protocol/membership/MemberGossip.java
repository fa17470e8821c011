package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.message.Beat;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Turn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gossip about members: chooses updates for a peer, and merges those that it has sent. */
final class MemberGossip {

    /** For how long it is remembered that a member's table differs. */
    private static final int DIFFERENCE_INTERVALS = 4;

    /** Nodes that others told of and that are being asked, at most. */
    private static final int MAX_PENDING = 1_024;

    private final Turn turn;
    private final Detection detection;
    private final LocalMember local;
    private final MemberTable table;
    private final MemberUpdates updates;
    private final MemberChanges changes;
    private final HeartbeatDetector heartbeats;
    private final LocalHealth health;
    private final Consumer<NodeId> reach;

    /** Nodes that others told of, until they answer. */
    private final Map<NodeId, MemberState> pending = new LinkedHashMap<>();

    /** @param reach opens a connection to a node, so that it says hello */
    MemberGossip(
            Turn turn,
            LocalMember local,
            MemberTable table,
            MemberUpdates updates,
            MemberChanges changes,
            HeartbeatDetector heartbeats,
            LocalHealth health,
            Consumer<NodeId> reach) {
        this.turn = turn;
        this.detection = turn.config().detection();
        this.local = local;
        this.table = table;
        this.updates = updates;
        this.changes = changes;
        this.heartbeats = heartbeats;
        this.health = health;
        this.reach = reach;
    }

    // What is sent

    /** Updates that travel to a peer with an exchange, or with the answer to one. */
    PiggybackedUpdates updatesFor(NodeId peer) {
        MemberState self = local.memberState();
        if (self == null) {
            return PiggybackedUpdates.NONE;
        }
        Map<String, MemberState> told = new LinkedHashMap<>();
        Known known = table.get(peer);
        if (known == null || !known.isTold(self) || self.state() == MemberStatus.LEFT) {
            told.put(self.member().name(), self);
        }
        if (known != null && known.memberState().state() != MemberStatus.ALIVE) {
            told.put(peer.name(), known.memberState());
        }
        updates.addNews(told, self);
        if (known == null || isSaidToDiffer(known)) {
            updates.addSlice(told, known == null || known.isNew() ? MemberUpdates.MAX_UPDATES : MemberUpdates.SLICE);
        }
        List<Beat> beats = detection.byHeartbeats() ? heartbeats.beatsToSend() : List.of();
        return new PiggybackedUpdates(fingerprint(self), table.present() + 1, List.copyOf(told.values()), beats);
    }

    /** An old hash says nothing: tables change. */
    private boolean isSaidToDiffer(Known known) {
        long memory = DIFFERENCE_INTERVALS * detection.interval().toMillis();
        return known.differsMillis() > 0 && turn.nowMillis() - known.differsMillis() <= memory;
    }

    private long fingerprint(MemberState self) {
        return table.fingerprint() + (self.state() == MemberStatus.LEFT ? 0 : MemberTable.hash(self));
    }

    /** The peer has answered, and so it has read what this node said of itself. */
    void noteRead(NodeId peer) {
        Known known = table.get(peer);
        MemberState self = local.memberState();
        if (known != null && self != null) {
            known.noteTold(self);
        }
    }

    // What is received

    /** Takes in what a peer says of members. */
    void receive(NodeId peer, PiggybackedUpdates memberUpdates) {
        if (!local.hasJoined() || memberUpdates.size() == 0) {
            return;
        }
        for (MemberState said : memberUpdates.news()) {
            receive(peer, said);
        }
        heartbeats.noteBeats(memberUpdates.beats());
        Known known = table.get(peer);
        MemberState self = local.memberState();
        if (known != null && self != null) {
            known.noteDiffers(memberUpdates.fingerprint() == fingerprint(self) ? 0 : turn.nowMillis());
        }
    }

    /** A peer says who it is, and joins if it is no member; returns whether nobody has told of it before. */
    boolean greet(MemberState said) {
        if (!local.hasJoined()) {
            return false;
        }
        NodeId peer = said.member();
        Known known = table.get(peer);
        boolean absent = known == null || !known.isPresent();
        boolean unheardOf = absent && !pending.containsKey(peer);
        noteReached(peer);
        receive(peer, said);
        return unheardOf;
    }

    private void receive(NodeId peer, MemberState rumor) {
        MemberState said = table.tempered(rumor);
        if (said.member().name().equals(turn.self().name())) {
            receiveOfSelf(peer, said);
            return;
        }
        Known known = table.named(said.member().name());
        boolean bySelf = said.member().equals(peer) && said.by().equals(peer);
        boolean absent = known == null
                || !known.isPresent()
                || !known.memberState().member().equals(said.member());
        boolean newer = known == null || said.supersedes(known.memberState());
        if (absent && newer && !bySelf && said.state() != MemberStatus.LEFT) {
            addPending(said);
        } else if (newer && !(known == null && said.state() == MemberStatus.LEFT)) {
            accept(said);
        } else if (known != null) {
            changes.confirm(known, said);
        }
    }

    private void accept(MemberState said) {
        Known known = table.named(said.member().name());
        if (known == null && table.isFull()) {
            return;
        }
        if (known == null || said.supersedes(known.memberState())) {
            changes.apply(said);
        }
    }

    private void receiveOfSelf(NodeId peer, MemberState said) {
        MemberState self = local.memberState();
        if (self == null || said.member().generation() < self.member().generation()) {
            return;
        }
        if (said.member().generation() > self.member().generation()) {
            turn.add(new Effect.Refused(
                    peer,
                    "another node is called '" + self.member().name() + "' and was started later, " + said.member()
                            + "; names must be unique among nodes that are up"));
            return;
        }
        boolean wrong = said.state() != MemberStatus.ALIVE
                && said.incarnation() >= self.incarnation()
                && self.state() != MemberStatus.LEFT;
        if (wrong) {
            local.refute(said);
            health.worsen();
        }
        Known known = table.get(peer);
        if (known != null && said.state() != MemberStatus.ALIVE) {
            known.noteUntold(); // what it read was older than what this node says now
        }
    }

    // Pending members

    /** A node that others tell of joins when it says hello. */
    private void addPending(MemberState said) {
        boolean gone = said.state() == MemberStatus.FAILED;
        if (!gone && pending.size() < MAX_PENDING && !table.isFull()) {
            pending.put(said.member(), said);
            reach.accept(said.member());
        }
    }

    /** Something came from this node itself: if others told of it, it is a member from here on. */
    void noteReached(NodeId peer) {
        MemberState waiting = pending.remove(peer);
        if (waiting != null) {
            accept(waiting);
        }
    }

    void forgetPending(NodeId peer) {
        pending.remove(peer);
    }

    /** States of pending members: others have told of them. */
    @Nullable
    MemberState pending(NodeId peer) {
        return pending.get(peer);
    }
}
