package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What follows from a peer's digest of one topic, told whole or as a sketch: what the peer lacks is pushed, and what it has and we have
 * not is asked for.
 *
 * <p>Each way returns what to ask the peer next.
 */
final class Comparing {

    /** Entries from which on a peer that lacks them is left to fetch them, from one peer rather than from all. */
    private static final int LARGE = 256;

    private final Topic topic;
    private final Link link;

    /** Whether one of the two is new: it is not left to the exchanges of rounds what goes which way. */
    private final boolean introduction;

    /** Whether what was written just now is left to the pushes of others. */
    private final boolean leavesFresh;

    private final Spreading spreading;
    private final Exchanging exchanging;

    Comparing(Topic topic, Link link, boolean introduction, Spreading spreading, Exchanging exchanging) {
        this.topic = topic;
        this.link = link;
        this.introduction = introduction;
        this.leavesFresh = topic.mode.pushes() && !introduction;
        this.spreading = spreading;
        this.exchanging = exchanging;
    }

    /**
     * The whole of it. Where none of what the peer has is known here it would be a waste to name it all: it is fetched first, and what the
     * peer lacks is looked for when that has come.
     */
    List<Inquiry> with(PeerDigest digest) {
        Digest theirs = digest.known();
        if (digest.size() == theirs.watermarks().size()) {
            topic.tombstones.compared(link.peer, theirs);
        }
        if (mayPull() && !topic.isLeaving() && digest.size() > Offers.SMALL && !knowsSome(theirs)) {
            exchanging.fetch(link, topic, Digest.EMPTY);
            return List.of();
        }
        Digest ahead = topic.replica.ahead(theirs);
        if ((introduction || topic.mayPush()) && !isLeftToFetch(digest, ahead)) {
            spreading.lacks(link, topic, ahead, leavesFresh);
        }
        Digest behind = topic.replica.behind(theirs);
        if (leavesFresh) {
            behind = topic.awaited.awaitFresh(behind, theirs, link.peer);
        }
        LongPredicate wanted = watermark -> !leavesFresh || !topic.awaited.leavesUnknown(watermark);
        return mayPull() ? exchanging.fetch(link, topic, digest.inquiry(behind, wanted)) : List.of();
    }

    /** The whole of it, by hashes. */
    List<Inquiry> with(Reply.Listed listed) {
        HashedOrigins origins = new HashedOrigins(listed.key(), topic.replica);
        return with(new HashedDigest(topic.name(), listed.key(), origins, listed.held()));
    }

    private boolean mayPull() {
        return introduction || topic.mayPull();
    }

    private boolean knowsSome(Digest theirs) {
        return theirs.watermarks().keySet().stream().anyMatch(origin -> topic.replica.knownUpTo(origin) > 0);
    }

    /**
     * Who is new, or was cut off, asks for itself, one peer at a time: if it were told as well it would get everything twice. If it lacks
     * as much the next time, it is told.
     */
    private boolean isLeftToFetch(PeerDigest theirs, Digest ahead) {
        return (introduction || theirs.size() == 0)
                && topic.replica.countBeyond(ahead) >= LARGE
                && !topic.isLeaving()
                && link.leftToFetch.add(topic.name());
    }

    /** A sketch of it begins. Who holds nothing asks for everything. */
    List<Inquiry> begin(Reply.Sketched sketched) {
        if (topic.replica.fingerprint().equals(Fingerprint.EMPTY)) {
            if (mayPull()) {
                exchanging.fetch(link, topic, Digest.EMPTY);
            }
            return List.of();
        }
        int limit = topic.sketchLimit(sketched.origins());
        if (limit == 0) {
            return instead(new Inquiry.Listing(topic.name(), sketched.key()));
        }
        Sketching sketch = new Sketching(topic.name(), introduction, sketched.key(), topic.replica, limit);
        sketch.take(0, sketched.symbols());
        Optional<List<Inquiry>> shown = shown(sketch);
        if (shown.isEmpty()) {
            exchanging.goOnWith(link, topic.name(), sketch);
        }
        return shown.orElse(List.of());
    }

    /** A sketch goes on, unless this brings nothing; when it is over, what it has shown is asked for with what others have. */
    void goOn(Message.Symbols symbols) {
        Sketching sketch = link.sketches.get(topic.name());
        if (sketch == null) {
            return;
        }
        boolean goesOn = sketch.take(symbols.from(), symbols.symbols()) && !symbols.last();
        Comparing asBegun = new Comparing(topic, link, sketch.isIntroduction(), spreading, exchanging);
        Optional<List<Inquiry>> shown = asBegun.shown(sketch);
        if (shown.isPresent() || !goesOn) {
            exchanging.sketchEnded(link, topic.name(), shown.orElseGet(() -> asBegun.instead(sketch.instead())));
        }
    }

    /** What to ask after a sketch; empty if it is to go on. */
    private Optional<List<Inquiry>> shown(Sketching sketch) {
        if (sketch.isDecoded()) {
            return Optional.of(with(sketch.theirs()));
        }
        return sketch.isHopeless() ? Optional.of(instead(sketch.instead())) : Optional.empty();
    }

    /** The digest itself, which is still the same comparison. */
    private List<Inquiry> instead(Inquiry.Listing listing) {
        if (introduction) {
            link.introduced.add(topic.name());
        }
        return List.of(listing);
    }
}
