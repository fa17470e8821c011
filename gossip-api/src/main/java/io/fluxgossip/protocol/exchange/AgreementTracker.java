package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.topic.AgreementState;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds out how many hold what this node holds of the topics of which somebody wants to know. */
public final class AgreementTracker {

    /** Members that are asked in an interval whether they hold the same. */
    private static final int QUESTIONS_PER_INTERVAL = 16;

    /** Nobody is asked before so much of an interval has gone by without a change. */
    private static final int QUIET_SHARE = 8;

    private static final long LEAST_PAUSE_MILLIS = 10;

    private final Turn turn;
    private final ConnectionPool links;
    private final Exchanges exchanges;
    private final Set<Topic> watched = new LinkedHashSet<>();

    public AgreementTracker(Turn turn, ConnectionPool links, Exchanges exchanges) {
        this.turn = turn;
        this.links = links;
        this.exchanges = exchanges;
    }

    /** Somebody wants to know who holds what this node holds of a topic, or nobody does any more. */
    public void watch(Topic topic, boolean wanted) {
        topic.agreement().watch(wanted);
        if (wanted) {
            watched.add(topic);
        } else {
            watched.remove(topic);
        }
    }

    /** At the end of an input: what has become known of who holds what, to those who want to know. */
    public void report() {
        if (!watched.isEmpty()) {
            reportWatched();
        }
    }

    private void reportWatched() {
        for (Topic topic : watched) {
            Effect.Agreed news = topic.agreement().news(topic.name());
            if (news != null) {
                turn.add(news);
            }
            arm(topic);
        }
    }

    private void arm(Topic topic) {
        AgreementState holding = topic.agreement();
        if (!holding.isArmed() && !holding.isAgreed()) {
            holding.noteArmed();
            long pause = topic.intervalMillis() / (holding.isAllAsked() ? 1 : QUESTIONS_PER_INTERVAL);
            turn.arm(new Timer.AgreementRequest(topic.name()), Math.max(LEAST_PAUSE_MILLIS, pause));
        }
    }

    /** When a topic is quiet, each who may not hold the same is asked soon, and then more slowly. */
    public void seek(Topic topic) {
        topic.agreement().noteFired();
        boolean quiet = topic.agreement().quietMillis() >= topic.intervalMillis() / QUIET_SHARE;
        if (topic.agreement().isWatched() && quiet) {
            askWhetherItHolds(topic);
        }
    }

    /** The first who can be asked. */
    private void askWhetherItHolds(Topic topic) {
        for (NodeId peer : topic.agreement().missing()) {
            PeerLink link = links.up(peer);
            if (link != null && exchanges.ask(link, List.of(topic.compare()))) {
                topic.agreement().asks(peer);
                return;
            }
        }
    }
}
