package io.fluxgossip.protocol.exchange;

import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.sketch.Sketching;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Turn;
import java.util.List;

/** Takes in sketches of a peer's digests: an exchange that began some is not over before they are. */
public final class SketchPulls {

    private final Turn turn;
    private final Topics topics;
    private final Exchanges exchanges;

    public SketchPulls(Turn turn, Topics topics, Exchanges exchanges) {
        this.turn = turn;
        this.topics = topics;
        this.exchanges = exchanges;
    }

    /** The peer's digest is told as a sketch, which is to go on. */
    void begin(PeerLink link, String topic, Sketching sketch) {
        link.exchange().extend();
        if (link.transfers().beginSketch(topic, sketch)) {
            turn.add(new Effect.Stream(link.peer(), sketch.request()));
        }
    }

    /** Requests for now: none while sketches come in. */
    List<DigestRequest> whenOver(PeerLink link, List<DigestRequest> next) {
        if (!link.transfers().isAnySketchComing()) {
            return next;
        }
        link.transfers().askAfterSketches(next);
        return List.of();
    }

    /**
     * A sketch has shown where the two differ, or is of no use; when the last one has, what they have shown is asked
     * for.
     */
    void end(PeerLink link, String topic, List<DigestRequest> next) {
        link.transfers().askAfterSketches(next);
        if (link.transfers().endSketch(topic)) {
            link.exchange().end();
            exchanges.ask(
                    link,
                    link.transfers().takeAfterSketches().stream()
                            .map(this::asOfNow)
                            .toList());
        }
    }

    /** The stream broke off: the digest itself is asked for. */
    public void breakOff(PeerLink link, String topic) {
        Sketching sketch = link.transfers().sketch(topic);
        if (sketch != null) {
            end(link, topic, List.of(sketch.instead()));
        }
    }

    /** Requests that were put off, with fingerprints as they are now. */
    private DigestRequest asOfNow(DigestRequest request) {
        if (!(request instanceof DigestRequest.Compare compare)) {
            return request;
        }
        Topic topic = topics.get(compare.topic());
        return compare.outright() ? topic.compareOutright() : topic.compare();
    }
}
