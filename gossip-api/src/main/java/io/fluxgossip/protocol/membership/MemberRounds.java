package io.fluxgossip.protocol.membership;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.MemberTable.Known;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The work of one probe interval: probes, timeouts of suspicions, members to forget. */
final class MemberRounds {

    /** A clock that has jumped so far says that this node was paused: it judges nobody by what it has missed. */
    private static final long PAUSE_MILLIS = 5_000;

    private final Turn turn;
    private final Detection detection;
    private final MemberTable table;
    private final PeerSelection selection;
    private final ProbeDetector probes;
    private final HeartbeatDetector heartbeats;
    private final Suspicions suspicions;
    private final LocalHealth health;
    private final Consumer<NodeId> contact;

    private long lastMillis;

    /** @param contact asks a member something, whatever it is, so that it answers */
    MemberRounds(
            Turn turn,
            MemberTable table,
            PeerSelection selection,
            ProbeDetector probes,
            HeartbeatDetector heartbeats,
            Suspicions suspicions,
            LocalHealth health,
            Consumer<NodeId> contact) {
        this.turn = turn;
        this.detection = turn.config().detection();
        this.table = table;
        this.selection = selection;
        this.probes = probes;
        this.heartbeats = heartbeats;
        this.suspicions = suspicions;
        this.health = health;
        this.contact = contact;
    }

    void start() {
        lastMillis = turn.nowMillis();
        turn.arm(
                new Timer.MemberRound(),
                1 + turn.chance().nextLong(detection.interval().toMillis()));
    }

    /** Somebody is asked, unless a topic's round has done that; and somebody who has failed, now and then. */
    void begin() {
        if (isAfterPause()) {
            forgetPause();
        }
        boolean idle = probes.askedMillis() <= lastMillis;
        lastMillis = turn.nowMillis();
        forgetDeparted();
        if (detection.byHeartbeats()) {
            heartbeats.beat();
            suspicions.suspectSilent(heartbeats, health);
        }
        NodeId target = idle ? selection.next() : null;
        if (target != null) {
            contact.accept(target);
        }
        contactOneThatFailed();
        turn.arm(
                new Timer.MemberRound(),
                turn.untilNextRound(health.scaled(detection.interval().toMillis())));
    }

    /** Whether time has stood still here, so that the silence of others says nothing. */
    boolean isAfterPause() {
        return turn.nowMillis() - lastMillis
                > PAUSE_MILLIS + health.scaled(detection.interval().toMillis());
    }

    /** The member may have answered meanwhile. */
    private void forgetPause() {
        heartbeats.afterPause();
        probes.clear();
        table.all().forEach(known -> known.restartAt(turn.nowMillis()));
    }

    private void forgetDeparted() {
        long oldest = turn.nowMillis() - detection.forgetAfter().toMillis();
        for (Known known : List.copyOf(table.all())) {
            if (!known.isPresent() && known.sinceMillis() <= oldest) {
                table.forget(known);
                turn.add(new Effect.Forgotten(known.memberState().member()));
            }
        }
    }

    /** So that two halves of a cluster find each other again; often when few are left to try, seldom when many are. */
    private void contactOneThatFailed() {
        List<NodeId> failed = new ArrayList<>();
        for (Known known : table.all()) {
            if (known.memberState().state() == MemberStatus.FAILED) {
                failed.add(known.memberState().member());
            }
        }
        double chance = Math.min(1, 0.1 + 2.0 / (1 + table.present()));
        if (!failed.isEmpty() && turn.chance().nextDouble() < chance) {
            contact.accept(failed.get(turn.chance().nextInt(failed.size())));
        }
    }
}
