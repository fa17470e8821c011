package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.exchange.form.SketchOffers;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.sketch.HashedDigest;
import io.fluxgossip.protocol.sketch.HashedOrigins;
import io.fluxgossip.protocol.sketch.PeerDigest;
import io.fluxgossip.protocol.sketch.Sketching;
import io.fluxgossip.protocol.topic.Topic;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * Compares a peer's digest of one topic, whole or as a sketch: entries that the peer lacks are pushed, and those that
 * it has and this node lacks are requested.
 *
 * <p>Each way returns what to ask the peer next.
 */
public final class Comparing {

    /** Entries from which on a peer that lacks them is left to fetch them, from one peer rather than from all. */
    private static final int LARGE = 256;

    private final Membership membership;
    private final Spreading spreading;
    private final CatchUps catchUps;
    private final SketchPulls sketches;
    private final Repairs repairs;

    public Comparing(
            Membership membership, Spreading spreading, CatchUps catchUps, SketchPulls sketches, Repairs repairs) {
        this.membership = membership;
        this.spreading = spreading;
        this.catchUps = catchUps;
        this.sketches = sketches;
        this.repairs = repairs;
    }

    /**
     * One comparison.
     *
     * @param initialSync whether one of the two is new: it is not left to the exchanges of rounds what goes which way
     */
    record Comparison(Topic topic, PeerLink link, boolean initialSync) {

        /** Whether what was written just now is left to the pushes of others. */
        boolean leavesFresh() {
            return topic.mode().pushes() && !initialSync;
        }

        boolean mayPull() {
            return initialSync || topic.mayPull();
        }

        boolean mayPush() {
            return initialSync || topic.mayPush();
        }
    }

    /**
     * The whole digest. Where none of what the peer has is known here it would be a waste to name it all: it is fetched
     * first, and what the peer lacks is looked for when that has come.
     */
    List<DigestRequest> compare(Comparison comparison, PeerDigest digest, int state) {
        Topic topic = comparison.topic();
        PeerLink link = comparison.link();
        Digest theirs = digest.known();
        if (digest.size() == theirs.watermarks().size()) {
            repairs.told(link, topic, theirs, state);
        }
        if (comparison.mayPull()
                && !membership.isLeaving()
                && digest.size() > SketchOffers.SMALL
                && !knowsSome(topic, theirs)) {
            catchUps.fetch(link, topic, Digest.EMPTY);
            return List.of();
        }
        Digest ahead = topic.replica().ahead(theirs);
        if (comparison.mayPush() && !isLeftToFetch(comparison, digest, ahead)) {
            spreading.sendLacking(link, topic, ahead, comparison.leavesFresh());
        }
        return askForMissing(comparison, digest, theirs);
    }

    private List<DigestRequest> askForMissing(Comparison comparison, PeerDigest digest, Digest theirs) {
        Topic topic = comparison.topic();
        PeerLink link = comparison.link();
        boolean leavesFresh = comparison.leavesFresh();
        Digest behind = topic.replica().behind(theirs);
        if (leavesFresh) {
            behind = topic.missingUpdates().awaitFresh(behind, theirs, link.peer());
        }
        LongPredicate wanted =
                watermark -> !leavesFresh || !topic.missingUpdates().leavesUnknown(watermark);
        return comparison.mayPull() ? catchUps.fetch(link, topic, digest.request(behind, wanted)) : List.of();
    }

    /** The whole digest, by hashes. */
    List<DigestRequest> compare(Comparison comparison, DigestResponse.Listed listed) {
        Topic topic = comparison.topic();
        HashedOrigins origins = new HashedOrigins(listed.key(), topic.replica());
        return compare(
                comparison, new HashedDigest(topic.name(), listed.key(), origins, listed.held()), listed.state());
    }

    private static boolean knowsSome(Topic topic, Digest theirs) {
        return theirs.watermarks().keySet().stream()
                .anyMatch(origin -> topic.replica().knownUpTo(origin) > 0);
    }

    /**
     * A peer that is new, or was cut off, asks for itself, one peer at a time: if it were told as well it would get
     * everything twice. If it lacks as much the next time, it is told.
     */
    private boolean isLeftToFetch(Comparison comparison, PeerDigest theirs, Digest ahead) {
        Topic topic = comparison.topic();
        return (comparison.initialSync() || theirs.size() == 0)
                && topic.replica().excerpts().countBeyond(ahead) >= LARGE
                && !membership.isLeaving()
                && comparison.link().sync().leaveToFetch(topic.name());
    }

    /** A sketch of a digest begins. A node that holds nothing asks for everything. */
    List<DigestRequest> beginSketch(Comparison comparison, DigestResponse.Sketched sketched) {
        Topic topic = comparison.topic();
        if (topic.replica().fingerprint().equals(Fingerprint.EMPTY)) {
            if (comparison.mayPull()) {
                catchUps.fetch(comparison.link(), topic, Digest.EMPTY);
            }
            return List.of();
        }
        int limit =
                DigestForms.of(topic).sketchLimit(topic.replica().histories().size(), sketched.origins());
        if (limit == 0) {
            return askForList(comparison, new DigestRequest.Listing(topic.name(), sketched.key()));
        }
        Sketching sketch = new Sketching(comparison.initialSync(), sketched, topic.replica(), limit);
        sketch.add(0, sketched.symbols());
        Optional<List<DigestRequest>> shown = shown(comparison, sketch);
        if (shown.isEmpty()) {
            sketches.begin(comparison.link(), topic.name(), sketch);
        }
        return shown.orElse(List.of());
    }

    /**
     * A sketch goes on, unless this brings nothing; when it is over, what it has shown is asked for with what others
     * have.
     */
    void continueSketch(Topic topic, PeerLink link, Message.Symbols symbols) {
        Sketching sketch = link.transfers().sketch(topic.name());
        if (sketch == null) {
            return;
        }
        boolean goesOn = sketch.add(symbols.from(), symbols.symbols()) && !symbols.last();
        Comparison asBegun = new Comparison(topic, link, sketch.isInitialSync());
        Optional<List<DigestRequest>> shown = shown(asBegun, sketch);
        if (shown.isPresent() || !goesOn) {
            sketches.end(link, topic.name(), shown.orElseGet(() -> askForList(asBegun, sketch.instead())));
        }
    }

    /** Requests that follow from a sketch; empty if it is to go on. */
    private Optional<List<DigestRequest>> shown(Comparison comparison, Sketching sketch) {
        if (sketch.isDecoded()) {
            return Optional.of(compare(comparison, sketch.theirs(), sketch.state()));
        }
        return sketch.isHopeless() ? Optional.of(askForList(comparison, sketch.instead())) : Optional.empty();
    }

    /** The digest itself, which is still the same comparison. */
    private static List<DigestRequest> askForList(Comparison comparison, DigestRequest.Listing listing) {
        if (comparison.initialSync()) {
            comparison.link().sync().ask(comparison.topic().name());
        }
        return List.of(listing);
    }
}
