package io.fluxgossip.protocol.link;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Topics that are to be compared with one peer apart from the rounds, because one of the two is new to the other. */
public final class InitialSyncState {

    /** To be asked about as soon as the peer owes no answer. */
    private final Set<String> due = new LinkedHashSet<>();

    /** Being asked about. */
    private final Set<String> underWay = new LinkedHashSet<>();

    /** Due when the retry timer fires: their stream broke off. */
    private final Set<String> later = new LinkedHashSet<>();

    /** Topics of which the peer had nothing, and that it was left to fetch. */
    private final Set<String> leftToFetch = new LinkedHashSet<>();

    private boolean begun;

    /** Whether this node has begun to ask what the peer has. */
    boolean hasBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    public Set<String> due() {
        return due;
    }

    public void addDue(String topic) {
        due.add(topic);
    }

    public void addDue(Collection<String> topics) {
        due.addAll(topics);
    }

    /** Topics that were put off are due now. */
    public void resumeLater() {
        due.addAll(later);
        later.clear();
    }

    public void putOff(String topic) {
        later.add(topic);
    }

    /** A topic is asked about now. */
    public void ask(String topic) {
        underWay.add(topic);
    }

    /** These were due and are asked about now. */
    public void askDue(Collection<String> topics) {
        underWay.addAll(topics);
        due.removeAll(underWay);
    }

    /** The peer has answered; returns the topics that it was asked about. */
    public Set<String> takeAnswered() {
        Set<String> answered = underWay.isEmpty() ? Set.of() : Set.copyOf(underWay);
        underWay.clear();
        return answered;
    }

    /** The peer has not answered: what it was asked about is due again. */
    public void askAgain() {
        due.addAll(underWay);
        underWay.clear();
    }

    /** Returns whether the peer was not left to fetch the topic before. */
    public boolean leaveToFetch(String topic) {
        return leftToFetch.add(topic);
    }
}
