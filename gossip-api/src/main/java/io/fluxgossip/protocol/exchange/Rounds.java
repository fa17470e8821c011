package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Outgoing;
import io.fluxgossip.protocol.exchange.form.DigestForm;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.ExchangeState;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.PeerSelection;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.protocol.store.VersionFilter;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.SmallList;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Anti-entropy: every interval an exchange with one peer, about all topics that have this interval. */
public final class Rounds {

    private final Turn turn;
    private final Topics topics;
    private final ConnectionPool links;
    private final Membership membership;
    private final PeerSelection selection;
    private final Exchanges exchanges;
    private final UrgentPulls urgent;
    private final CatchUps catchUps;
    private final Outgoing outgoing;

    private final Set<Long> armedIntervals = new TreeSet<>();

    /** Kept, since every round has some: of one at a time. */
    private final Openings openings = new Openings();

    public Rounds(
            Turn turn,
            Topics topics,
            ConnectionPool links,
            Membership membership,
            PeerSelection selection,
            Exchanges exchanges,
            UrgentPulls urgent,
            CatchUps catchUps,
            Outgoing outgoing) {
        this.turn = turn;
        this.topics = topics;
        this.links = links;
        this.membership = membership;
        this.selection = selection;
        this.exchanges = exchanges;
        this.urgent = urgent;
        this.catchUps = catchUps;
        this.outgoing = outgoing;
    }

    /** Makes sure that rounds of this topic's interval go on; the first one comes at a random phase. */
    public void start(Topic topic) {
        long intervalMillis = topic.intervalMillis();
        long delayMillis = turn.untilFirstRound(intervalMillis);
        if (armedIntervals.add(intervalMillis)) {
            turn.arm(new Timer.Round(intervalMillis), delayMillis);
        }
    }

    /** All topics that have this interval share a round and its exchange. */
    public void begin(long intervalMillis) {
        if (isUsed(intervalMillis)) {
            turn.arm(new Timer.Round(intervalMillis), turn.untilNextRound(intervalMillis));
            askSomeone(intervalMillis);
        } else {
            armedIntervals.remove(intervalMillis);
        }
    }

    private boolean isUsed(long intervalMillis) {
        for (Topic topic : topics.all()) {
            if (!topic.isBuiltIn() && topic.intervalMillis() == intervalMillis) {
                return true;
            }
        }
        return false;
    }

    private void askSomeone(long intervalMillis) {
        NodeId next = selection.next();
        boolean begun = next != null && askWhenUp(links.to(next), intervalMillis);
        if (!begun) {
            turn.count(Counter.ROUNDS_SKIPPED, 1);
        }
    }

    private boolean askWhenUp(PeerLink link, long intervalMillis) {
        if (!link.isUp()) {
            membership.asked(link.peer());
            link.exchange().addWaitingRound(intervalMillis);
            return true;
        }
        if (link.exchange().isAwaitingAnswer()) {
            return false;
        }
        askAbout(link, intervalMillis);
        return true;
    }

    /** A connection is up: asks what waited for it. */
    public void linkUp(PeerLink link) {
        ExchangeState exchange = link.exchange();
        Set<Long> waiting = exchange.waitingRounds();
        if (waiting.size() == 1) {
            askAbout(link, waiting.iterator().next());
        } else if (exchange.isContactWaiting() || !waiting.isEmpty()) {
            List<Topic> waited = topics.all().stream()
                    .filter(topic -> waiting.stream().anyMatch(interval -> isDue(topic, interval)))
                    .toList();
            exchanges.send(link, openings(link, waited));
        }
        exchange.clearWaiting();
        urgent.goOn(link);
    }

    /** All topics of an interval, with one hash if there are several. */
    private void askAbout(PeerLink link, long intervalMillis) {
        boolean sumsUp = canBeSummedUp(intervalMillis) && link.exchange().nextRoundSumsUp();
        for (Topic topic : topics.all()) {
            if (isDue(topic, intervalMillis) && !(sumsUp && isSummable(topic))) {
                openings.add(link, topic);
            }
        }
        if (sumsUp) {
            link.exchange().beginSummary(intervalMillis);
            exchanges.send(link, openings.requests(), summary(intervalMillis));
        } else {
            link.exchange().beginOneByOne();
            exchanges.send(link, openings.requests());
        }
    }

    /** Several topics, of none of which anybody wants to know who holds it. */
    private boolean canBeSummedUp(long intervalMillis) {
        int summable = 0;
        for (Topic topic : topics.all()) {
            if (isDue(topic, intervalMillis) && isSummable(topic)) {
                summable++;
                if (topic.agreement().isAskedFor()) {
                    return false;
                }
            }
        }
        return summable > 1;
    }

    /**
     * Whether rounds of this interval ask about it; of the built-in topic nothing is said while nothing was written to
     * it.
     */
    private static boolean isDue(Topic topic, long intervalMillis) {
        return topic.hasRoundsOf(intervalMillis)
                && !(topic.isBuiltIn() && topic.replica().fingerprint().equals(Fingerprint.EMPTY));
    }

    private static boolean isSummable(Topic topic) {
        return DigestForms.of(topic).isSummable();
    }

    // Summaries

    private static boolean isSummedUp(Topic topic, long intervalMillis) {
        return topic.hasRoundsOf(intervalMillis) && isSummable(topic);
    }

    /** One hash over the state of all topics that rounds of this interval sum up. */
    Summary summary(long intervalMillis) {
        long sum = 0;
        for (Topic topic : topics.all()) {
            if (isSummedUp(topic, intervalMillis)) {
                sum += topic.summarized();
            }
        }
        return new Summary(intervalMillis, sum);
    }

    /** All topics that are summed up in rounds of this interval. */
    List<Topic> summed(long intervalMillis) {
        return topics.all().stream()
                .filter(topic -> isSummedUp(topic, intervalMillis))
                .toList();
    }

    // Answers

    /**
     * The peer has answered; returns what to ask next: each topic that was summed up by itself, if something differs.
     */
    List<DigestRequest> afterAnswer(PeerLink link, Message.Answer answer) {
        link.exchange().endOneByOne(answer.responses().isEmpty());
        long intervalMillis = link.exchange().endSummary(answer.differs());
        return intervalMillis != 0 && answer.differs() ? openings(link, summed(intervalMillis)) : List.of();
    }

    // What a round asks

    private List<DigestRequest> openings(PeerLink link, List<Topic> some) {
        some.forEach(topic -> openings.add(link, topic));
        return openings.requests();
    }

    /** The requests of a round in the making; whole states are streamed beside them. */
    private final class Openings {
        private final SmallList<DigestRequest> requests = new SmallList<>();

        /** For filters. */
        private int room = VersionFilter.MAX_BYTES;

        void add(PeerLink link, Topic topic) {
            DigestForm form = DigestForms.of(topic);
            if (form.isWholeState()) {
                exchangeWholeState(link, topic);
            }
            if (!form.isWholeState() || !topic.mayPull()) {
                DigestRequest opening = form.opening(topic, link.digests(), turn);
                room -= opening instanceof DigestRequest.Filter filter
                        ? filter.bits().size()
                        : 0;
                requests.add(room < 0 ? topic.compareOutright() : opening);
            }
        }

        List<DigestRequest> requests() {
            room = VersionFilter.MAX_BYTES;
            return requests.drain();
        }
    }

    private void exchangeWholeState(PeerLink link, Topic topic) {
        if (topic.mayPull() && !link.transfers().isStateComing(topic.name())) {
            catchUps.stream(link, topic, Digest.EMPTY);
        }
        if (topic.mayPush()) {
            topic.replica().histories().keySet().forEach(origin -> outgoing.repeat(link.peer(), topic, origin, 0));
        }
    }
}
