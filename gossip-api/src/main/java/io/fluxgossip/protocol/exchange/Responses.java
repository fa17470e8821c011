package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.Comparing.Comparison;
import io.fluxgossip.protocol.exchange.RunApplier.Claim;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.sketch.PeerDigest;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.SmallSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the digest responses of one answer after the other: what is in them is applied, and what they show to be
 * missing is asked for.
 *
 * <p>Each case returns what to ask the peer next.
 */
public final class Responses implements DigestResponse.Cases<List<DigestRequest>> {

    private final Topics topics;
    private final Spreading spreading;
    private final CatchUps catchUps;
    private final Comparing comparing;
    private final Repairs repairs;
    private final RunApplier runs;

    // Of the answer at hand

    private NodeId peer;

    /** Null if the connection went down meanwhile: facts stay facts, but there is nobody to ask. */
    private @Nullable PeerLink link;

    /** Topics that are compared because one of the two is new, and not because a round is due. */
    private Set<String> initiallySynced = Set.of();

    /** Requests that are answered. */
    private List<DigestRequest> requests = List.of();

    /** Topics that may be answered with a sketch; null until one is. */
    private @Nullable Set<String> sketchable;

    public Responses(
            NodeId self,
            Topics topics,
            Spreading spreading,
            CatchUps catchUps,
            Comparing comparing,
            Repairs repairs,
            RunApplier runs) {
        this.topics = topics;
        this.spreading = spreading;
        this.catchUps = catchUps;
        this.comparing = comparing;
        this.repairs = repairs;
        this.runs = runs;
        this.peer = self;
    }

    /** An answer begins, to these requests. */
    void begin(NodeId from, @Nullable PeerLink over, List<DigestRequest> asked, Set<String> synced) {
        peer = from;
        link = over;
        requests = asked;
        initiallySynced = synced;
        sketchable = null;
    }

    /**
     * Requests that follow from the responses, behind {@code inAnyCase}; of a topic only the first response is read.
     */
    List<DigestRequest> read(List<DigestRequest> inAnyCase, List<DigestResponse> responses) {
        if (responses.isEmpty()) {
            return inAnyCase;
        }
        List<DigestRequest> next = new ArrayList<>(inAnyCase);
        SmallSet answered = new SmallSet();
        for (DigestResponse response : responses) {
            if (answered.add(response.topic())) {
                next.addAll(response.read(this));
            }
        }
        return next;
    }

    @Override
    public List<DigestRequest> differs(DigestResponse.Differs differs) {
        Comparison comparison = comparison(differs.topic());
        return comparison == null
                ? List.of()
                : comparing.compare(comparison, PeerDigest.of(differs.topic(), differs.digest()), differs.state());
    }

    @Override
    public List<DigestRequest> sketched(DigestResponse.Sketched sketched) {
        Comparison comparison = comparison(sketched.topic());
        return comparison == null || !mayBeSketched(sketched.topic())
                ? List.of()
                : comparing.beginSketch(comparison, sketched);
    }

    private boolean mayBeSketched(String topic) {
        if (sketchable == null) {
            sketchable = requests.stream()
                    .filter(request -> request instanceof DigestRequest.Compare compare && !compare.outright())
                    .map(DigestRequest::topic)
                    .collect(Collectors.toSet());
        }
        return sketchable.contains(topic);
    }

    @Override
    public List<DigestRequest> listed(DigestResponse.Listed listed) {
        Comparison comparison = comparison(listed.topic());
        return comparison == null ? List.of() : comparing.compare(comparison, listed);
    }

    /** Null if the topic is not open, or there is nobody to ask. */
    private @Nullable Comparison comparison(String name) {
        Topic topic = topics.namedByPeer(name);
        return topic == null || link == null ? null : new Comparison(topic, link, initiallySynced.contains(name));
    }

    /** Entries that were not in our filter; if they bring nothing, or there is more, digests are compared. */
    @Override
    public List<DigestRequest> found(DigestResponse.Found found) {
        Topic topic = topics.namedByPeer(found.topic());
        if (topic == null) {
            return List.of();
        }
        List<Run> known = runs.apply(topic, found.delta(), Claim.HAS_GAPS, 0, peer, link != null);
        for (DigestRequest request : requests) {
            if (request instanceof DigestRequest.Writes writes && writes.topic().equals(found.topic())) {
                return foundWrites(topic, writes, found);
            }
        }
        boolean isNews = known.size() < found.delta().runs().size();
        return isNews && !found.more() ? List.of() : List.of(topic.compareOutright());
    }

    private List<DigestRequest> foundWrites(Topic topic, DigestRequest.Writes writes, DigestResponse.Found found) {
        if (link != null) {
            repairs.found(link, topic, writes, found);
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> lacking(DigestResponse.Lacking response) {
        Topic topic = topics.namedByPeer(response.topic());
        if (topic != null) {
            runs.apply(topic, response.delta(), Claim.HOLDS_ALL_BEFORE, 0, peer, link != null);
            if (link != null) {
                spreading.sendLacking(link, topic, response.wants());
                repairs.review(link, topic);
                if (response.more()) {
                    catchUps.fetch(link, topic, topic.replica().knownDigest());
                }
            }
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> diverged(DigestResponse.Diverged diverged) {
        Topic topic = topics.namedByPeer(diverged.topic());
        if (topic != null && link != null) {
            repairs.diverged(link, topic, diverged.state());
        }
        return List.of();
    }

    @Override
    public List<DigestRequest> equal(DigestResponse.Equal equal) {
        Topic topic = topics.namedByPeer(equal.topic());
        if (topic != null) {
            topic.agreement().noteHolders(peer, equal.state(), equal.holders());
        }
        return List.of();
    }

    /** The next time all is told again. */
    @Override
    public List<DigestRequest> forgot(DigestResponse.Forgot forgot) {
        if (link != null && topics.namedByPeer(forgot.topic()) != null) {
            link.digests().sent(forgot.topic()).clear();
        }
        return List.of();
    }
}
