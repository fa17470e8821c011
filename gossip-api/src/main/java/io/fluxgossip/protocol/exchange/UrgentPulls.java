package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Pulls;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.topic.MissingUpdates;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Optional;

/** Requests that do not wait for a round: gaps that a peer has shown, and topics that are new to one of the two. */
public final class UrgentPulls implements Pulls {

    private final Turn turn;
    private final Peers peers;
    private final Topics topics;
    private final ConnectionPool links;
    private final Exchanges exchanges;
    private final CatchUpSources sources;
    private final RttEstimator answerTimes;

    public UrgentPulls(
            Turn turn,
            Peers peers,
            Topics topics,
            ConnectionPool links,
            Exchanges exchanges,
            CatchUpSources sources,
            RttEstimator answerTimes) {
        this.turn = turn;
        this.peers = peers;
        this.topics = topics;
        this.links = links;
        this.exchanges = exchanges;
        this.sources = sources;
        this.answerTimes = answerTimes;
    }

    // For strategies

    @Override
    public boolean ask(NodeId peer, DigestRequest request) {
        return exchanges.ask(links.to(peer), List.of(request));
    }

    @Override
    public void pullMissing(NodeId peer, Topic topic, Digest held) {
        held.watermarks().forEach((origin, watermark) -> {
            if (watermark > topic.replica().knownUpTo(origin)) {
                pullMissing(peer, topic, origin, watermark);
            }
        });
    }

    @Override
    public void pullMissing(NodeId peer, Topic topic, NodeId origin, long upTo) {
        if (turn.config().pulls() && (links.up(peer) != null || peers.contains(peer))) {
            links.to(peer).gaps().lacking(topic.name(), origin, upTo);
        }
    }

    @Override
    public void fetch(Topic topic, NodeId origin, MissingUpdates.Wait wait) {
        wait.keepAnnouncers(announcer -> links.up(announcer) != null || peers.contains(announcer));
        wait.firstAnnouncer().ifPresent(announcer -> {
            wait.ask(announcer, turn.nowMillis());
            PeerLink link = links.to(announcer);
            link.gaps().lacking(topic.name(), origin, wait.upTo());
            goOn(link);
        });
    }

    // Topics that are due

    /**
     * A topic was opened: all connected are asked about it at once, without waiting for a round; the first is caught up
     * with.
     */
    public void syncWithAll(Topic topic) {
        for (PeerLink link : links.up()) {
            link.sync().addDue(topic.name());
            goOn(link);
        }
    }

    /** A peer is connected, or is to be told everything before this node leaves. */
    public void syncAll(PeerLink link) {
        link.sync().addDue(topics.names());
        goOn(link);
    }

    /** Asks what is urgent: first what is missing before runs that this peer sent, then about topics that are due. */
    void goOn(PeerLink link) {
        pullGaps(link);
        if (link.sync().due().isEmpty()) {
            return;
        }
        List<Topic> due = dueTopics(link);
        List<DigestRequest> requests = due.stream()
                .map(topic -> DigestForms.of(topic).initialRequest(topic, link.digests(), turn))
                .toList();
        if (exchanges.ask(link, requests)) {
            link.sync().askDue(due.stream().map(Topic::name).toList());
        }
    }

    private List<Topic> dueTopics(PeerLink link) {
        return link.sync().due().stream()
                .filter(topic -> sources.isOpenTo(topic, link.peer()))
                .map(topics::get)
                .toList();
    }

    // Gaps

    private void pullGaps(PeerLink link) {
        if (exchanges.ask(link, link.gaps().questions())) {
            turn.count(Counter.GAP_PULLS, 1);
            link.gaps().asked();
            armRetry(link);
        }
    }

    void armRetry(PeerLink link) {
        if (link.armRetry()) {
            turn.arm(new Timer.Retry(link.peer(), link.number()), answerTimes.timeoutMillis());
        }
    }

    /** Requests that brought nothing are repeated, to another peer if this one still owes an answer. */
    public void retry(PeerLink link) {
        link.noteRetryFired();
        link.sync().resumeLater();
        PeerLink other = link.exchange().isAwaitingAnswer() ? someoneElse().orElse(link) : link;
        link.gaps().look(other.gaps());
        goOn(other);
        goOn(link);
        if (!link.gaps().areAsked()
                || !link.gaps().areFilled()
                || !link.sync().due().isEmpty()) {
            armRetry(link);
        }
    }

    /** Someone who is connected and owes no answer. */
    private Optional<PeerLink> someoneElse() {
        List<PeerLink> free = links.up().stream()
                .filter(link -> !link.exchange().isAwaitingAnswer())
                .toList();
        return free.isEmpty()
                ? Optional.empty()
                : Optional.of(free.get(turn.chance().nextInt(free.size())));
    }
}
