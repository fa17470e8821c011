package io.fluxgossip.protocol.topic;

import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The members that are known to have held the very state that this node holds of a topic. Begins anew with each change
 * of the state or of the members.
 *
 * <p>Invariant: a member that is in it held the state whose hash is {@code state}, and holds at least that since.
 */
public final class AgreementState {

    /** For how many intervals it is remembered that somebody wants to know. */
    private static final int INTEREST_INTERVALS = 8;

    private final Turn turn;
    private final Peers peers;
    private final Replica replica;
    private final LongSupplier intervalMillis;

    private long state;
    private long view;
    private long sinceMillis;

    /** Places in the ascending order of all members, this node among them. */
    private final BitSet places = new BitSet();

    private int interest;
    private long interestUntilMillis;

    /** The place behind the one that was asked last. */
    private int next;

    /** Peers that were asked since the state changed. */
    private int asked;

    private boolean watched;
    private boolean armed;

    private Effect.@Nullable Agreed told;

    AgreementState(Turn turn, Peers peers, Replica replica, LongSupplier intervalMillis) {
        this.turn = turn;
        this.peers = peers;
        this.intervalMillis = intervalMillis;
        this.replica = replica;
    }

    /** Everything known counts as news again. */
    public void watch(boolean wanted) {
        watched = wanted;
        told = null;
    }

    /** Whether somebody here wants to know. */
    public boolean isWatched() {
        return watched;
    }

    /** Whether a {@link Timer.AgreementRequest} is under way. */
    public boolean isArmed() {
        return armed;
    }

    public void noteArmed() {
        armed = true;
    }

    public void noteFired() {
        armed = false;
    }

    private void refresh() {
        long now = held();
        boolean begun = !places.isEmpty();
        if (!begun || now != state || view != peers.hash()) {
            sinceMillis = !begun || now != state ? turn.nowMillis() : sinceMillis;
            told = now != state ? null : told;
            state = now;
            view = peers.hash();
            asked = 0;
            places.clear();
            places.set(ownPlace());
        }
    }

    /** The hash of what is held: deletes count as soon as they are known. */
    public long held() {
        return Hashing.hash(
                replica.fingerprint().digest(), replica.fingerprint().state());
    }

    private int ownPlace() {
        return -Collections.binarySearch(peers.all(), turn.self()) - 1;
    }

    private int members() {
        return peers.size() + 1;
    }

    private int placeOf(NodeId peer) {
        int place = Collections.binarySearch(peers.all(), peer);
        return place < ownPlace() ? place : place + 1;
    }

    private NodeId at(int place) {
        int own = ownPlace();
        return place < own ? peers.get(place) : peers.get(place - 1);
    }

    public boolean isAgreed() {
        refresh();
        return places.cardinality() == members();
    }

    /** Whether somebody wants to know, here or elsewhere. */
    public boolean isAskedFor() {
        return watched || (interest > 0 && turn.nowMillis() <= interestUntilMillis);
    }

    /**
     * The view for a peer that is asked whether it holds the same, or turns out to; empty if nobody wants to know.
     */
    public AgreementView toSend() {
        if (!isAskedFor()) {
            return AgreementView.NONE;
        }
        int passedOn = watched ? AgreementView.MAX_INTEREST : interest;
        return isAgreed() ? AgreementView.all(view, passedOn) : AgreementView.some(view, passedOn, places);
    }

    /**
     * A peer holds the same, or did when it answered. Nothing is kept of that while nobody wants to know.
     *
     * @param theirs who does as well, as it says
     */
    public void noteHolders(NodeId peer, long theirState, AgreementView theirs) {
        passOn(theirs.interest() - 1);
        if (!isAskedFor()) {
            return;
        }
        refresh();
        if (theirState != state) {
            return;
        }
        if (peers.contains(peer)) {
            places.set(placeOf(peer));
        }
        if (theirs.view() == view && theirs.all()) {
            places.set(0, members());
        } else if (theirs.view() == view) {
            places.or(theirs.bits().get(0, members()));
        }
    }

    /** Somebody wants to know, here or elsewhere: this is told for a while, so that it gets around. */
    private void passOn(int times) {
        if (times > 0 && (times >= interest || turn.nowMillis() > interestUntilMillis)) {
            interest = times;
            interestUntilMillis = turn.nowMillis() + INTEREST_INTERVALS * intervalMillis.getAsLong();
        }
    }

    /** The news since the last call, if there is any. */
    public Effect.@Nullable Agreed news(String topic) {
        refresh();
        Effect.Agreed now = new Effect.Agreed(topic, members(), places.cardinality(), sinceMillis);
        if (now.equals(told)) {
            return null;
        }
        told = now;
        return now;
    }

    /** How long nothing has changed. */
    public long quietMillis() {
        refresh();
        return turn.nowMillis() - sinceMillis;
    }

    /** Whether all who may not hold it were asked since the last change. */
    public boolean isAllAsked() {
        return asked >= peers.size();
    }

    /** Those who are not known to hold it; first who was not asked for the longest time. */
    public List<NodeId> missing() {
        refresh();
        List<NodeId> missing = new ArrayList<>();
        for (int i = 0; i < members(); i++) {
            int place = (next + i) % members();
            if (!places.get(place)) {
                missing.add(at(place));
            }
        }
        return missing;
    }

    /** This one is asked now. */
    public void asks(NodeId peer) {
        next = placeOf(peer) + 1;
        asked++;
    }
}
