package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.NodeId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A stretch of one origin's history that is being told, and what came of it. */
final class ActiveRumor {

    private final long after;
    private final long sinceMillis;
    private long upTo;
    private int sends;

    private final Deque<List<Contact>> undecided = new ArrayDeque<>();
    private int uselessInARow;

    /** One peer that was told. */
    static final class Contact {
        private final NodeId peer;
        private final long sinceMillis;
        private boolean knew;

        private Contact(NodeId peer, long sinceMillis) {
            this.peer = peer;
            this.sinceMillis = sinceMillis;
        }

        NodeId peer() {
            return peer;
        }

        long sinceMillis() {
            return sinceMillis;
        }
    }

    ActiveRumor(long after, long sinceMillis) {
        this.after = after;
        this.sinceMillis = sinceMillis;
    }

    /** The stretch begins behind this. */
    long after() {
        return after;
    }

    long sinceMillis() {
        return sinceMillis;
    }

    long upTo() {
        return upTo;
    }

    void extendTo(long watermark) {
        upTo = watermark;
    }

    /** How often it was told. */
    int sends() {
        return sends;
    }

    /**
     * These peers are told.
     *
     * @param heeded whether it matters who knew it
     */
    void roundBegins(Collection<NodeId> peers, boolean heeded, long nowMillis) {
        if (heeded) {
            List<Contact> contacts = new ArrayList<>(peers.size());
            peers.forEach(peer -> contacts.add(new Contact(peer, nowMillis)));
            undecided.addLast(contacts);
        }
        sends += peers.size();
    }

    /** This peer knew it already. */
    void knew(NodeId peer, Consumer<Contact> inTime) {
        for (List<Contact> round : undecided) {
            for (Contact contact : round) {
                if (contact.peer.equals(peer) && !contact.knew) {
                    contact.knew = true;
                    inTime.accept(contact);
                    return;
                }
            }
        }
    }

    /**
     * How many of the last rounds of which all is known were useless: all who were told knew it.
     *
     * @param mayTell whether a contact may still say that it knew
     */
    int uselessRounds(Predicate<Contact> mayTell) {
        while (!undecided.isEmpty()) {
            List<Contact> round = undecided.getFirst();
            boolean open = round.stream().anyMatch(contact -> !contact.knew && mayTell.test(contact));
            boolean useless = round.stream().allMatch(contact -> contact.knew);
            if (open) {
                break;
            }
            uselessInARow = useless && !round.isEmpty() ? uselessInARow + 1 : 0;
            undecided.removeFirst();
        }
        return uselessInARow;
    }
}
