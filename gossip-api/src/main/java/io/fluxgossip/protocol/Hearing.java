package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reply;
import io.fluxgossip.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hears from one peer, one piece of news at a time: what is in it is applied, and what it shows to be missing is asked for.
 *
 * <p>Each case returns what to ask the peer next.
 */
final class Hearing implements Message.Cases<List<Inquiry>>, Reply.Cases<List<Inquiry>> {

    private final NodeState node;
    private final Spreading spreading;
    private final Exchanging exchanging;
    private final Consumer<Update> modeChanged;
    private final NodeId peer;

    /** Null if the connection went down meanwhile: facts stay facts, but there is nobody to ask. */
    private final @Nullable Link link;

    // Of the answer at hand

    /** Topics that are compared because one of the two is new, and not because a round is due. */
    private Set<String> introduced = Set.of();

    /** What was asked. */
    private List<Inquiry> questions = List.of();

    /** Topics that may be answered with a sketch; null until one is. */
    private @Nullable Set<String> sketchable;

    Hearing(
            NodeState node,
            Spreading spreading,
            Exchanging exchanging,
            Consumer<Update> modeChanged,
            NodeId peer,
            @Nullable Link link) {
        this.node = node;
        this.spreading = spreading;
        this.exchanging = exchanging;
        this.modeChanged = modeChanged;
        this.peer = peer;
        this.link = link;
    }

    void hear(Message.News news) {
        node.membership.heardFrom(peer);
        List<Inquiry> next = news.read(this);
        if (link != null) {
            node.links.used(link);
            exchanging.ask(link, next);
            exchanging.goOn(link);
        }
    }

    @Override
    public List<Inquiry> push(Message.Push push) {
        node.counters.add(Counter.PUSHES_RECEIVED, 1);
        Topic topic = node.topicNamedByPeer(push.topic());
        if (topic == null) {
            return List.of();
        }
        List<Run> known = apply(topic, push.delta(), Claim.HOLDS_ALL_BEFORE, push.hops());
        boolean allTheWay = push.hops() > 0;
        push.delta().runs().forEach(run -> topic.awaited.came(run.origin(), allTheWay));
        known.forEach(run -> topic.awaited.cameAgain(run, allTheWay));
        boolean duplicate = known.size() == push.delta().runs().size();
        topic.pushes.add(duplicate);
        if (duplicate) {
            node.counters.add(Counter.PUSHES_STALE, 1);
        }
        if (link != null && topic.mode.pushes() && !known.isEmpty()) {
            topic.strategy().stale(link, known);
        }
        return List.of();
    }

    @Override
    public List<Inquiry> announce(Message.Announce announce) {
        Topic topic = node.topicNamedByPeer(announce.topic());
        if (topic != null && link != null) {
            spreading.announced(topic, announce, link);
        }
        return List.of();
    }

    @Override
    public List<Inquiry> prune(Message.Prune prune) {
        Topic topic = node.topicNamedByPeer(prune.topic());
        if (topic != null && link != null) {
            topic.strategy().pruned(link);
        }
        return List.of();
    }

    @Override
    public List<Inquiry> probe(Message.Probe probe) {
        node.membership.probe(peer, probe.target());
        return List.of();
    }

    @Override
    public List<Inquiry> vouch(Message.Vouch vouch) {
        node.membership.vouched(vouch.target());
        return List.of();
    }

    @Override
    public List<Inquiry> answer(Message.Answer answer) {
        if (link != null) {
            introduced = exchanging.answered(link);
        }
        node.membership.toldOurselves(peer);
        node.membership.heard(peer, answer.roll());
        node.membership.answered();
        if (link == null) {
            return next(List.of(), answer.replies());
        }
        exchanging.equal(link, answer);
        questions = link.takeQuestions();
        sketchable = null;
        List<Inquiry> next = next(exchanging.afterSummary(link, answer), answer.replies());
        exchanging.endCatchUps(link, next);
        return exchanging.whenSketched(link, next);
    }

    /** What replies lead to, behind what is to be asked in any case; of a topic only the first one is heard. */
    private List<Inquiry> next(List<Inquiry> inAnyCase, List<Reply> replies) {
        if (replies.isEmpty()) {
            return inAnyCase;
        }
        List<Inquiry> next = new ArrayList<>(inAnyCase);
        Seen topics = new Seen();
        for (Reply reply : replies) {
            if (topics.add(reply.topic())) {
                next.addAll(reply.read(this));
            }
        }
        return next;
    }

    @Override
    public List<Inquiry> state(Message.State state) {
        Topic topic = node.topicNamedByPeer(state.topic());
        Sweep sweep = link == null ? null : link.sweeps.get(state.topic());
        if (topic != null) {
            long collected = believed(state.collected());
            if (sweep != null) {
                sweep.take(state.delta(), state.beyondHoles(), collected);
            }
            apply(topic, state.delta(), Claim.HOLDS_ALL_BEFORE, 0);
            apply(topic, state.beyondHoles(), Claim.HAS_HOLES, 0);
            if (link != null) {
                topic.replica.inherit(state.delta(), link.forgotten.merge(topic.name(), collected, Math::max));
            }
            if (sweep != null && state.last()) {
                topic.tombstones.compared(peer, sweep.held());
                spreading.compared(link, topic, sweep.held());
                List<Update> dropped = sweep.finish();
                node.counters.add(Counter.ENTRIES_SWEPT, dropped.size());
                report(topic, dropped);
            }
        }
        if (state.last() && link != null) {
            long forgotten = link.forgotten.getOrDefault(state.topic(), 0L);
            exchanging.streamEnded(link, state.topic());
            if (topic != null && sweep == null && topic.replica.mayHaveMissed(forgotten)) {
                exchanging.fetch(link, topic, Digest.EMPTY);
            }
        } else if (link != null && isEmpty(state) && link.streaming.containsKey(state.topic())) {
            exchanging.stateBroke(link, state.topic());
        }
        return List.of();
    }

    private static boolean isEmpty(Message.State piece) {
        return piece.delta().isEmpty() && piece.beyondHoles().isEmpty();
    }

    @Override
    public List<Inquiry> exchange(Message.Exchange exchange) {
        throw new IllegalArgumentException("an exchange is answered, not heard");
    }

    @Override
    public List<Inquiry> stateRequest(Message.StateRequest request) {
        throw new IllegalArgumentException("a request for state is answered, not heard");
    }

    @Override
    public List<Inquiry> sketchRequest(Message.SketchRequest request) {
        throw new IllegalArgumentException("a request for a sketch is answered, not heard");
    }

    @Override
    public List<Inquiry> differs(Reply.Differs differs) {
        Comparing comparing = comparing(differs.topic());
        return comparing == null ? List.of() : comparing.with(PeerDigest.of(differs.topic(), differs.digest()));
    }

    @Override
    public List<Inquiry> sketched(Reply.Sketched sketched) {
        Comparing comparing = comparing(sketched.topic());
        return comparing == null || !mayBeSketched(sketched.topic()) ? List.of() : comparing.begin(sketched);
    }

    private boolean mayBeSketched(String topic) {
        if (sketchable == null) {
            sketchable = questions.stream()
                    .filter(question -> question instanceof Inquiry.Compare compare && !compare.outright())
                    .map(Inquiry::topic)
                    .collect(Collectors.toSet());
        }
        return sketchable.contains(topic);
    }

    @Override
    public List<Inquiry> symbols(Message.Symbols symbols) {
        Comparing comparing = comparing(symbols.topic());
        if (comparing != null) {
            comparing.goOn(symbols);
        }
        return List.of();
    }

    @Override
    public List<Inquiry> listed(Reply.Listed listed) {
        Comparing comparing = comparing(listed.topic());
        return comparing == null ? List.of() : comparing.with(listed);
    }

    /** Null if the topic is not open, or there is nobody to ask. */
    private @Nullable Comparing comparing(String name) {
        Topic topic = node.topicNamedByPeer(name);
        return topic == null || link == null
                ? null
                : new Comparing(topic, link, introduced.contains(name), spreading, exchanging);
    }

    /** What a filter has shown to be missing; where that brings nothing, or there is more, digests are compared. */
    @Override
    public List<Inquiry> found(Reply.Found found) {
        Topic topic = node.topicNamedByPeer(found.topic());
        if (topic == null) {
            return List.of();
        }
        List<Run> known = apply(topic, found.delta(), Claim.HAS_HOLES, 0);
        boolean isNews = known.size() < found.delta().runs().size();
        return isNews && !found.more() ? List.of() : List.of(topic.compareOutright());
    }

    @Override
    public List<Inquiry> lacking(Reply.Lacking reply) {
        Topic topic = node.topicNamedByPeer(reply.topic());
        if (topic != null) {
            long collected = believed(reply.collected());
            boolean begins = collected > 0 && topic.replica.hasOwnEntriesOnly();
            apply(topic, reply.delta(), Claim.HOLDS_ALL_BEFORE, 0);
            topic.replica.inherit(reply.delta(), collected);
            if (begins) {
                topic.replica.begins(collected);
            }
            if (link != null) {
                link.forgotten.put(topic.name(), collected);
                spreading.lacks(link, topic, reply.wants());
                goOnWith(topic, reply.more(), topic.replica.mayHaveMissed(collected), link);
            }
        }
        return List.of();
    }

    /** Nobody has forgotten what is too far in the future to be taken. */
    private long believed(long collected) {
        return Math.min(collected, node.latest());
    }

    /** The rest is streamed, or all of it if deletes may have been missed; from one peer at a time. */
    private void goOnWith(Topic topic, boolean more, boolean all, Link from) {
        if (all) {
            exchanging.fetch(from, topic, Digest.EMPTY);
        } else if (more) {
            exchanging.fetch(from, topic, topic.replica.knownDigest());
        }
    }

    /**
     * Acts only if the same difference is seen twice: updates under way look like this for a moment. Both sums are linear, so
     * what both sides write meanwhile leaves their difference as it is.
     */
    @Override
    public List<Inquiry> diverged(Reply.Diverged diverged) {
        Topic topic = node.topicNamedByPeer(diverged.topic());
        if (topic != null && link != null) {
            Long difference = diverged.state() - topic.replica.fingerprint().state();
            if (difference.equals(link.diverged.put(topic.name(), difference))) {
                link.diverged.remove(topic.name());
                exchanging.stream(link, topic, Digest.EMPTY);
            }
        }
        return List.of();
    }

    @Override
    public List<Inquiry> equal(Reply.Equal equal) {
        Topic topic = node.topicNamedByPeer(equal.topic());
        if (topic != null) {
            topic.holding.heard(peer, equal.state(), equal.holders());
        }
        return List.of();
    }

    /** The next time all is told again. */
    @Override
    public List<Inquiry> forgot(Reply.Forgot forgot) {
        if (link != null && node.topicNamedByPeer(forgot.topic()) != null) {
            link.told(forgot.topic()).clear();
        }
        return List.of();
    }

    /** What a run says of the rest of that history at the peer. */
    private enum Claim {
        HOLDS_ALL_BEFORE,
        HAS_HOLES
    }

    /** Returns the runs in which there was no news. */
    private List<Run> apply(Topic topic, Delta delta, Claim claim, int hops) {
        List<Run> known = new ArrayList<>();
        List<Update> updates = new ArrayList<>(delta.entryCount());
        for (Run run : delta.runs()) {
            long upTo = claim == Claim.HOLDS_ALL_BEFORE ? run.upTo() : 0;
            Outcome outcome = topic.replica.apply(run, node.wallMillis, node.latest(), updates);
            if (!outcome.isNews()) {
                known.add(run);
            }
            count(outcome);
            observe(run);
            spreading.heard(topic, run.origin(), outcome.before(), outcome.applied(), new Source(link, upTo, hops));
            if (outcome.refused() != Outcome.Refusal.NONE) {
                refuse(topic, run, outcome);
            } else if (outcome.hole() && claim == Claim.HOLDS_ALL_BEFORE) {
                node.counters.add(Counter.HOLES, 1);
                spreading.lacking(peer, topic, run.origin(), run.after());
            }
        }
        report(topic, updates);
        return known;
    }

    private void report(Topic topic, List<Update> updates) {
        topic.changed(updates);
        if (topic.isBuiltIn()) {
            updates.forEach(modeChanged);
        } else if (!updates.isEmpty()) {
            node.add(new Effect.Changed(topic.name(), updates));
        }
    }

    private void count(Outcome outcome) {
        node.counters.add(Counter.ENTRIES_APPLIED, outcome.applied());
        node.counters.add(Counter.ENTRIES_DUPLICATE, outcome.duplicate());
    }

    /** Later writes here come after what was seen; what is too far ahead is not believed. */
    private void observe(Run run) {
        List<Entry> entries = run.entries();
        int last = entries.size() - 1;
        while (last >= 0 && entries.get(last).timestamp() > node.latest()) {
            last--;
        }
        if (last >= 0) {
            node.clock.observe(entries.get(last).timestamp());
        }
    }

    private void refuse(Topic topic, Run run, Outcome outcome) {
        node.counters.add(Counter.RUNS_REFUSED, 1);
        String what = "from " + peer + " in topic '" + topic.name() + "': " + run.range();
        node.add(new Effect.Refused(peer, what + " was not taken as a whole: " + outcome.refused().reason));
    }
}
