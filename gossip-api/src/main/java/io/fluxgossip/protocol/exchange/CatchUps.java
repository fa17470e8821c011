package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.link.Sweep;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;
import java.util.Optional;

/**
 * Fetches what a peer holds beyond a digest: the answer to an exchange begins it, a stream of state brings the rest.
 */
public final class CatchUps {

    private final Turn turn;
    private final Topics topics;
    private final ConnectionPool links;
    private final UrgentPulls urgent;
    private final CatchUpSources sources;

    /** Whether peers were put off that may be asked now. */
    private boolean resumable;

    public CatchUps(Turn turn, Topics topics, ConnectionPool links, UrgentPulls urgent, CatchUpSources sources) {
        this.turn = turn;
        this.topics = topics;
        this.links = links;
        this.urgent = urgent;
        this.sources = sources;
    }

    /** Streams what the peer holds beyond a digest, all of it beyond an empty one; from one peer at a time. */
    void fetch(PeerLink link, Topic topic, Digest held) {
        if (sources.claim(topic.name(), link.peer())) {
            stream(link, topic, held);
        } else {
            link.sync().addDue(topic.name());
        }
    }

    /** Requests for what is missing; a topic is fetched from one peer at a time. */
    List<DigestRequest> fetch(PeerLink link, Topic topic, Optional<DigestRequest> request) {
        if (request.isPresent() && !sources.claim(topic.name(), link.peer())) {
            link.sync().addDue(topic.name());
            return List.of();
        }
        return request.stream().toList();
    }

    /**
     * Streams what the peer holds beyond {@code digest}; if it does so already, it is asked again when that is over.
     */
    void stream(PeerLink link, Topic topic, Digest digest) {
        Message.StateRequest request = new Message.StateRequest(topic.name(), digest);
        if (link.transfers().beginState(topic.name(), request)) {
            if (digest.isEmpty()) {
                link.transfers().beginSweep(topic.name(), new Sweep(topic.replica()));
            }
            turn.count(Counter.STREAMS_STARTED, 1);
            turn.add(new Effect.Stream(link.peer(), request));
        }
    }

    /** The stream of a topic's state is over. */
    void endStream(PeerLink link, String name) {
        if (link.transfers().endState(name)) {
            link.sync().addDue(name);
        }
        release(link, name);
    }

    /** The stream of a topic's state brings nothing more: the topic is asked about again, after a while. */
    public void breakStream(PeerLink link, String topic) {
        endStream(link, topic);
        link.sync().putOff(topic);
        urgent.armRetry(link);
    }

    /** The peer has answered, and will not say more of these topics than it is asked next. */
    void noteAnswered(PeerLink link, List<DigestRequest> next) {
        if (sources.isEmpty()) {
            return;
        }
        for (String topic : topics.names()) {
            if (sources.isSource(topic, link.peer()) && !goesOn(link, topic, next)) {
                release(link, topic);
            }
        }
    }

    private static boolean goesOn(PeerLink link, String topic, List<DigestRequest> next) {
        return link.transfers().isStateComing(topic)
                || next.stream().anyMatch(request -> request.topic().equals(topic));
    }

    /** The peer has not answered: what is urgent is asked again, after a while. */
    public void noteUnanswered(PeerLink link) {
        link.exchange().end();
        link.exchange().abandonRound();
        link.sync().askAgain();
        for (String topic : topics.names()) {
            if (sources.isSource(topic, link.peer()) && !link.transfers().isStateComing(topic)) {
                link.sync().addDue(topic);
                release(link, topic);
            }
        }
        urgent.armRetry(link);
    }

    /** The connection is gone, and what was being fetched over it. */
    public void noteGone(PeerLink link) {
        topics.names().forEach(topic -> release(link, topic));
    }

    /** The others, put off meanwhile, are asked at the end of the input. */
    private void release(PeerLink link, String topic) {
        resumable |= sources.release(topic, link.peer());
    }

    /** At the end of an input: asks those who were put off while a topic was fetched from another. */
    public void resume() {
        if (resumable) {
            resumable = false;
            links.up().forEach(urgent::goOn);
        }
    }
}
