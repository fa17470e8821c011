package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.link.StateChecks.Check;
import io.fluxgossip.protocol.link.StateChecks.Told;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.sketch.HashedOrigins;
import io.fluxgossip.protocol.sketch.StateSketching;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds peers that hold something else than their digest says, and makes the two equal: by a sketch of the state where
 * little differs, by the state itself where much does.
 */
public final class Repairs {

    private final Turn turn;
    private final Exchanges exchanges;
    private final CatchUps catchUps;
    private final RunApplier runs;

    public Repairs(Turn turn, Exchanges exchanges, CatchUps catchUps, RunApplier runs) {
        this.turn = turn;
        this.exchanges = exchanges;
        this.catchUps = catchUps;
        this.runs = runs;
    }

    // Finding

    /** A peer has told its digest, and its state as in {@link DigestResponse.Differs}. */
    void told(PeerLink link, Topic topic, Digest digest, int state) {
        Check check = link.states().of(topic.name());
        review(link, topic, check);
        check.tell(state == 0 || topic.replica().lacksRefused() ? null : new Told(digest, state));
        review(link, topic, check);
    }

    /** A peer's digest is this node's, and its state is another one. */
    void diverged(PeerLink link, Topic topic, int state) {
        told(link, topic, topic.replica().digest(), state);
    }

    /** More is known here: what peers have told may be looked at now. */
    void review(PeerLink link, Topic topic) {
        Check check = link.states().find(topic.name());
        if (check != null) {
            review(link, topic, check);
        }
    }

    private void review(PeerLink link, Topic topic, Check check) {
        Told told = check.told();
        if (told == null || !topic.replica().peerStates().covers(told.digest())) {
            return;
        }
        check.tell(null);
        OptionalLong expected = topic.replica().peerStates().sum(told.digest());
        if (expected.isPresent()
                && check.note(told.state() - Topic.comparable(expected.getAsLong()))
                && !isComing(check)) {
            turn.count(Counter.DIVERGENCES, 1);
            begin(link, topic, check, told);
        }
    }

    private static boolean isComing(Check check) {
        StateSketching sketch = check.sketch();
        return sketch != null && !sketch.isDecoded();
    }

    // Comparing

    private void begin(PeerLink link, Topic topic, Check check, Told told) {
        SketchKey key = new SketchKey(turn.chance().nextLong(), turn.chance().nextLong());
        long upTo = Math.min(topic.replica().peerStates().sharedUpTo(told.digest()), turn.latest());
        StateSketching sketch = new StateSketching(topic.name(), key, upTo, topic.replica());
        check.begin(sketch, told);
        turn.add(new Effect.Stream(link.peer(), sketch.request()));
    }

    /** The next stretch of a sketch of a peer's state. */
    void symbols(PeerLink link, Topic topic, Message.StateSymbols symbols) {
        Check check = link.states().find(topic.name());
        StateSketching sketch = check == null ? null : check.sketch();
        if (check == null || sketch == null || sketch.isDecoded()) {
            return;
        }
        boolean goesOn = sketch.add(symbols) && !symbols.last();
        if (sketch.isDecoded()) {
            List<HashedVersion> lacking = sketch.ours().stream()
                    .filter(version -> !isForgotten(check, sketch, version))
                    .toList();
            check.ask(topic.name(), sketch.request().key(), sketch.theirs(), lacking);
            endIfAllIsKnown(topic, check);
        } else if (!goesOn || sketch.isHopeless()) {
            check.end();
            catchUps.stream(link, topic, Digest.EMPTY);
        }
    }

    /** The stream broke off; another comparison may follow. */
    public void breakOff(PeerLink link, String topic) {
        Check check = link.states().find(topic);
        if (check != null) {
            check.end();
        }
    }

    // Making equal

    /** Asks for what a comparison has shown, if the peer owes no answer. */
    void goOn(PeerLink link) {
        for (Check check : link.states().waiting()) {
            DigestRequest.Writes next = check.nextRequest();
            if (next != null && exchanges.ask(link, List.of(next))) {
                check.takeRequest();
            }
        }
    }

    /** A peer offers writes that this node lacks. */
    void offered(PeerLink link, DigestRequest.Writes writes) {
        link.states().of(writes.topic()).ask(writes.topic(), writes.key(), writes.offered(), List.of());
    }

    /** A peer has sent writes that it was asked for; what the budget has cut off is asked for again. */
    void found(PeerLink link, Topic topic, DigestRequest.Writes asked, DigestResponse.Found found) {
        Check check = link.states().of(topic.name());
        if (found.more() && !found.delta().isEmpty()) {
            HashedOrigins origins = new HashedOrigins(asked.key(), topic.replica());
            Set<HashedVersion> rest = new LinkedHashSet<>(asked.wanted());
            found.delta().runs().forEach(run -> rest.remove(origins.version(run.origin(), run.upTo())));
            check.ask(topic.name(), asked.key(), rest, List.of());
        }
        endIfAllIsKnown(topic, check);
    }

    /** When all that the peer knows is known here, what it has deleted and forgotten is dropped. */
    private void endIfAllIsKnown(Topic topic, Check check) {
        StateSketching sketch = check.sketch();
        if (sketch == null || check.nextRequest() != null) {
            return;
        }
        List<HashedVersion> forgotten = sketch.ours().stream()
                .filter(version -> isForgotten(check, sketch, version))
                .toList();
        if (!forgotten.isEmpty()) {
            List<Update> dropped = forgotten.stream()
                    .flatMap(version -> Stream.ofNullable(held(topic, sketch, version)))
                    .map(topic.replica()::drop)
                    .toList();
            topic.replica().adoptGcWatermark(turn.believed(sketch.gcWatermark()));
            turn.count(Counter.ENTRIES_PURGED, dropped.size());
            runs.report(topic, dropped);
        }
        check.end();
    }

    /** Whether the peer, which lacks this, knew it once and may have forgotten that it was deleted. */
    private boolean isForgotten(Check check, StateSketching sketch, HashedVersion version) {
        Version named = sketch.named(version);
        Told compared = check.compared();
        return named != null
                && compared != null
                && version.timestamp() <= turn.believed(sketch.gcWatermark())
                && compared.digest().covers(named);
    }

    private static @Nullable Entry held(Topic topic, StateSketching sketch, HashedVersion version) {
        Version named = Objects.requireNonNull(sketch.named(version));
        Entry held = topic.replica().find(named);
        return held == null || held.isTombstone() ? null : held;
    }
}
