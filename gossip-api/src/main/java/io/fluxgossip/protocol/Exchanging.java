package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reply;
import io.fluxgossip.model.Summary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The asking side: a round every interval with a random peer, and a pull at once for what is seen to be missing. */
final class Exchanging {

    private final NodeState node;
    private final Spreading spreading;
    private final Set<Long> armedRounds = new TreeSet<>();

    /** Kept, since every round has some: of one at a time. */
    private final Openings openings = new Openings();

    private boolean resumable;

    Exchanging(NodeState node, Spreading spreading) {
        this.node = node;
        this.spreading = spreading;
    }

    /** Makes sure that rounds of this topic's interval go on; the first one comes at a random phase. */
    void startRounds(Topic topic) {
        long interval = topic.intervalMillis();
        armRound(interval, node.untilFirstRound(interval));
    }

    /** All topics that have this interval share a round and its exchange. */
    void round(long intervalMillis) {
        if (isUsed(intervalMillis)) {
            node.add(new Effect.Arm(new Timer.Round(intervalMillis), node.untilNextRound(intervalMillis)));
            askSomeone(intervalMillis);
        } else {
            armedRounds.remove(intervalMillis);
        }
    }

    private boolean isUsed(long intervalMillis) {
        for (Topic topic : node.topics.values()) {
            if (!topic.isBuiltIn() && topic.intervalMillis() == intervalMillis) {
                return true;
            }
        }
        return false;
    }

    private void armRound(long intervalMillis, long delayMillis) {
        if (armedRounds.add(intervalMillis)) {
            node.add(new Effect.Arm(new Timer.Round(intervalMillis), delayMillis));
        }
    }

    private void askSomeone(long intervalMillis) {
        NodeId next = node.selection.next();
        boolean begun = next != null && askWhenUp(node.links.to(next), intervalMillis);
        if (!begun) {
            node.counters.add(Counter.ROUNDS_SKIPPED, 1);
        }
    }

    /** Asks a peer something, so that it answers. */
    void contact(NodeId peer) {
        Link link = node.isPeer(peer) ? node.links.to(peer) : node.links.expect(peer);
        node.membership.asked(peer);
        if (!link.up) {
            link.contact = true;
        } else if (!link.asked) {
            send(link, List.of());
        }
    }

    private boolean askWhenUp(Link link, long intervalMillis) {
        if (!link.up) {
            node.membership.asked(link.peer);
            link.rounds.add(intervalMillis);
            return true;
        }
        if (link.asked) {
            return false;
        }
        askAbout(link, intervalMillis);
        return true;
    }

    /** All topics of an interval, with one hash if there are several. */
    private void askAbout(Link link, long intervalMillis) {
        boolean summedUp = canBeSummedUp(intervalMillis) && link.sumsUp();
        for (Topic topic : node.topics.values()) {
            if (isDue(topic, intervalMillis) && !(summedUp && topic.isCompared())) {
                openings.add(link, topic);
            }
        }
        if (summedUp) {
            link.summarizedMillis = intervalMillis;
            send(link, openings.take(), intervalMillis);
        } else {
            link.oneByOne = true;
            send(link, openings.take());
        }
    }

    /** Several topics, of none of which anybody wants to know who holds it. */
    private boolean canBeSummedUp(long intervalMillis) {
        int compared = 0;
        for (Topic topic : node.topics.values()) {
            if (isDue(topic, intervalMillis) && topic.isCompared()) {
                compared++;
                if (topic.holding.isAskedFor()) {
                    return false;
                }
            }
        }
        return compared > 1;
    }

    /** Whether rounds of this interval ask about it; of the built-in topic nothing is said while nothing was written to it. */
    private static boolean isDue(Topic topic, long intervalMillis) {
        return topic.hasRoundsOf(intervalMillis)
                && !(topic.isBuiltIn() && topic.replica.fingerprint().equals(Fingerprint.EMPTY));
    }

    /** The peer held what this node held when it asked, of all topics that were compared and that the answer does not speak of. */
    void equal(Link link, Message.Answer answer) {
        if (answer.differs()) {
            return;
        }
        Set<String> unequal = unequal(answer.replies());
        for (Inquiry question : link.questions) {
            if (question instanceof Inquiry.Compare && !unequal.contains(question.topic())) {
                node.topic(question.topic()).tombstones.equal(link.peer, link.askedMillis);
            }
        }
        for (Topic topic : link.summedUp) {
            if (!unequal.contains(topic.name())) {
                topic.tombstones.equal(link.peer, link.askedMillis);
            }
        }
    }

    private static Set<String> unequal(List<Reply> replies) {
        return replies.isEmpty()
                ? Set.of()
                : replies.stream()
                        .filter(reply -> !(reply instanceof Reply.Equal))
                        .map(Reply::topic)
                        .collect(Collectors.toSet());
    }

    /** The peer has answered a summary; returns what to ask next: each topic by itself, if something differs. */
    List<Inquiry> afterSummary(Link link, Message.Answer answer) {
        if (link.oneByOne && answer.replies().isEmpty()) {
            link.equalOneByOne();
        }
        link.oneByOne = false;
        if (link.summarizedMillis == 0) {
            return List.of();
        }
        long intervalMillis = link.summarizedMillis;
        link.summarized(answer.differs());
        return answer.differs() ? openings(link, node.summaries.topics(intervalMillis)) : List.of();
    }

    /** A connection is up: asks what waited for it. */
    void begin(Link link) {
        if (link.rounds.size() == 1) {
            askAbout(link, link.rounds.iterator().next());
        } else if (link.contact || !link.rounds.isEmpty()) {
            List<Topic> waited = node.topics.values().stream()
                    .filter(topic -> link.rounds.stream().anyMatch(interval -> isDue(topic, interval)))
                    .toList();
            send(link, openings(link, waited));
        }
        link.contact = false;
        link.rounds.clear();
        goOn(link);
    }

    /** A topic was opened: all connected are asked about it at once, without waiting for a round; the first is caught up with. */
    void introduce(Topic topic) {
        for (Link link : node.links.up()) {
            link.due.add(topic.name());
            goOn(link);
        }
    }

    /** A node fetches a topic from one peer at a time; returns whether it may be from this one. */
    boolean beginCatchUp(Link link, Topic topic) {
        if (topic.catchingUpFrom != null && topic.catchingUpFrom != link) {
            return false;
        }
        topic.catchingUpFrom = link;
        return true;
    }

    /** Streams what the peer holds beyond a digest, all of it beyond an empty one; from one peer at a time. */
    void fetch(Link link, Topic topic, Digest held) {
        if (beginCatchUp(link, topic)) {
            stream(link, topic, held);
        } else {
            link.due.add(topic.name());
        }
    }

    /** What to ask the peer for; from one peer at a time. */
    List<Inquiry> fetch(Link link, Topic topic, Optional<Inquiry> inquiry) {
        if (inquiry.isPresent() && !beginCatchUp(link, topic)) {
            link.due.add(topic.name());
            return List.of();
        }
        return inquiry.stream().toList();
    }

    /** The peer has answered, and will not say more of these topics than it is asked next. */
    void endCatchUps(Link link, List<Inquiry> next) {
        for (Topic topic : node.topics.values()) {
            if (topic.catchingUpFrom == link && !goesOn(link, topic, next)) {
                endCatchUp(link, topic);
            }
        }
    }

    private static boolean goesOn(Link link, Topic topic, List<Inquiry> next) {
        return link.streaming.containsKey(topic.name())
                || next.stream().anyMatch(inquiry -> inquiry.topic().equals(topic.name()));
    }

    /** The others, put off meanwhile, are asked now. */
    void endCatchUp(Link link, Topic topic) {
        if (topic.catchingUpFrom == link) {
            topic.catchingUpFrom = null;
            resumable = true;
        }
    }

    /** At the end of an input: asks those who were put off while a topic was fetched from another. */
    void resume() {
        if (resumable) {
            resumable = false;
            node.links.up().forEach(this::goOn);
        }
    }

    void streamEnded(Link link, String name) {
        link.streaming.remove(name);
        link.sweeps.remove(name);
        link.forgotten.remove(name);
        if (link.afterStream.remove(name)) {
            link.due.add(name);
        }
        Topic topic = node.topics.get(name);
        if (topic != null) {
            endCatchUp(link, topic);
        }
    }

    /** A stream broke off. */
    void streamBroke(Link link, Message.Request request) {
        Sketching sketch = link.sketches.get(request.topic());
        if (request instanceof Message.StateRequest) {
            stateBroke(link, request.topic());
        } else if (sketch != null) {
            sketchEnded(link, request.topic(), List.of(sketch.instead()));
        }
    }

    /** A stream of state brings nothing more: the topic is asked about again, after a while. */
    void stateBroke(Link link, String topic) {
        streamEnded(link, topic);
        link.later.add(topic);
        armRetry(link);
    }

    /** Whether more of what was asked for is of use. */
    boolean wants(Link link, Message.Request request) {
        if (request instanceof Message.SketchRequest sketch) {
            Sketching coming = link.sketches.get(request.topic());
            return coming != null && coming.isFor(sketch);
        }
        return request.equals(link.streaming.get(request.topic()));
    }

    /** The peer's digest is told as a sketch, which is to go on: the exchange is not over. */
    void goOnWith(Link link, String topic, Sketching sketch) {
        link.asked = true;
        if (link.sketches.put(topic, sketch) == null) {
            node.add(new Effect.Stream(link.peer, sketch.request()));
        }
    }

    /** What to ask now: nothing, while sketches are coming in. */
    List<Inquiry> whenSketched(Link link, List<Inquiry> next) {
        if (link.sketches.isEmpty()) {
            return next;
        }
        link.afterSketches.addAll(next);
        return List.of();
    }

    /** A sketch has shown where the two differ, or is of no use; when the last one has, what they have shown is asked for. */
    void sketchEnded(Link link, String topic, List<Inquiry> next) {
        link.sketches.remove(topic);
        link.afterSketches.addAll(next);
        if (link.sketches.isEmpty()) {
            link.asked = false;
            ask(link, link.afterSketches.stream().map(this::asOfNow).toList());
            link.afterSketches.clear();
        }
    }

    /** What was to be asked before: whether the peer holds the same is asked of what is held when it is asked. */
    private Inquiry asOfNow(Inquiry inquiry) {
        if (!(inquiry instanceof Inquiry.Compare compare)) {
            return inquiry;
        }
        Topic topic = node.topic(compare.topic());
        return compare.outright() ? topic.compareOutright() : topic.compare();
    }

    /** A connection is gone, and what was being fetched over it. */
    void gone(Link link) {
        node.topics.values().forEach(topic -> endCatchUp(link, topic));
    }

    /** A peer is connected, or is to be told everything before a farewell. */
    void introduceAll(Link link) {
        link.due.addAll(node.topics.keySet());
        goOn(link);
    }

    /** The peer owes no answer any more; returns the topics of which it was asked because one of the two was new. */
    Set<String> answered(Link link) {
        Set<String> introduced = link.introduced.isEmpty() ? Set.of() : Set.copyOf(link.introduced);
        if (link.asked) {
            node.answers.came(node.nowMillis - link.askedMillis);
        }
        link.asked = false;
        for (Inquiry question : link.questions) {
            if (question instanceof Inquiry.Changed changed) {
                link.told(changed.topic()).put(changed.changes());
            }
        }
        link.gaps.answered();
        link.introduced.clear();
        return introduced;
    }

    /** The peer has not answered: what is urgent is asked again, after a while. */
    void unanswered(Link link) {
        link.asked = false;
        link.summarizedMillis = 0;
        link.oneByOne = false;
        link.due.addAll(link.introduced);
        link.introduced.clear();
        for (Topic topic : node.topics.values()) {
            if (topic.catchingUpFrom == link && !link.streaming.containsKey(topic.name())) {
                link.due.add(topic.name());
                endCatchUp(link, topic);
            }
        }
        armRetry(link);
    }

    /** Asks what is urgent: first what is missing before runs that this peer sent, then about topics that are due. */
    void goOn(Link link) {
        pullGaps(link);
        if (link.due.isEmpty()) {
            return;
        }
        List<Topic> topics = dueTopics(link);
        List<Inquiry> introductions =
                topics.stream().map(topic -> topic.introduction(link)).toList();
        if (ask(link, introductions)) {
            topics.forEach(topic -> link.introduced.add(topic.name()));
            link.due.removeAll(link.introduced);
        }
    }

    private List<Topic> dueTopics(Link link) {
        return link.due.stream()
                .map(node::topic)
                .filter(topic -> topic.catchingUpFrom == null || topic.catchingUpFrom == link)
                .toList();
    }

    /** The questions of a round; what is told in full is streamed beside them. */
    private List<Inquiry> openings(Link link, List<Topic> topics) {
        topics.forEach(topic -> openings.add(link, topic));
        return openings.take();
    }

    /** The questions of a round in the making. */
    private final class Openings {
        private final Gathered<Inquiry> questions = new Gathered<>();

        /** For filters. */
        private int room = VersionFilter.MAX_BYTES;

        void add(Link link, Topic topic) {
            if (topic.isToldInFull()) {
                tellInFull(link, topic);
            }
            if (!topic.isToldInFull() || !topic.mayPull()) {
                Inquiry opening = topic.opening(link);
                room -= opening instanceof Inquiry.Filter filter ? filter.bits().size() : 0;
                questions.add(room < 0 ? topic.compareOutright() : opening);
            }
        }

        List<Inquiry> take() {
            room = VersionFilter.MAX_BYTES;
            return questions.take();
        }
    }

    private void tellInFull(Link link, Topic topic) {
        if (topic.mayPull() && !link.streaming.containsKey(topic.name())) {
            stream(link, topic, Digest.EMPTY);
        }
        if (topic.mayPush()) {
            topic.replica.histories().keySet().forEach(origin -> spreading.repeat(link, topic, origin, 0));
        }
    }

    /** At most one exchange runs per peer; returns whether this one was begun. */
    boolean ask(Link link, List<Inquiry> inquiries) {
        if (!link.up || link.asked || inquiries.isEmpty()) {
            return false;
        }
        send(link, inquiries);
        return true;
    }

    private void send(Link link, List<Inquiry> inquiries) {
        send(link, inquiries, List.of(), Summary.NONE);
    }

    /** And about all topics of an interval that can be summed up. */
    private void send(Link link, List<Inquiry> inquiries, long summarizedMillis) {
        List<Topic> summed = node.summaries.topics(summarizedMillis);
        send(link, inquiries, summed, Summaries.of(summarizedMillis, summed));
    }

    private void send(Link link, List<Inquiry> inquiries, List<Topic> summed, Summary summary) {
        link.asks(inquiries, summed, node.nowMillis);
        node.links.used(link);
        node.membership.asked(link.peer);
        node.counters.add(Counter.EXCHANGES_STARTED, 1);
        node.add(new Effect.Ask(link.peer, new Message.Exchange(inquiries, summary, node.membership.roll(link.peer))));
    }

    /** Asks one of those who were seen to hold it. */
    void fetch(Topic topic, NodeId origin, Awaited.Wait wait) {
        wait.announcers.keySet().removeIf(announcer -> node.links.up(announcer) == null && !node.isPeer(announcer));
        wait.announcers.keySet().stream().findFirst().ifPresent(announcer -> {
            wait.ask(announcer, node.nowMillis);
            Link link = node.links.to(announcer);
            link.gaps.lacking(topic.name(), origin, wait.upTo);
            goOn(link);
        });
    }

    /** Streams what the peer holds beyond {@code digest}; if it does so already, it is asked again when that is over. */
    void stream(Link link, Topic topic, Digest digest) {
        Message.StateRequest request = new Message.StateRequest(topic.name(), digest);
        if (link.streaming.putIfAbsent(topic.name(), request) == null) {
            if (digest.isEmpty()) {
                link.sweeps.put(topic.name(), new Sweep(topic.replica));
            }
            node.counters.add(Counter.STREAMS_STARTED, 1);
            node.add(new Effect.Stream(link.peer, request));
        } else {
            link.afterStream.add(topic.name());
        }
    }

    private void pullGaps(Link link) {
        if (ask(link, link.gaps.questions())) {
            node.counters.add(Counter.GAP_PULLS, 1);
            link.gaps.asked();
            armRetry(link);
        }
    }

    /** Someone who is connected and owes no answer. */
    private Optional<Link> someoneElse() {
        List<Link> free = node.links.up().stream().filter(link -> !link.asked).toList();
        return free.isEmpty() ? Optional.empty() : Optional.of(free.get(node.random.nextInt(free.size())));
    }

    private void armRetry(Link link) {
        if (!link.retryArmed) {
            link.retryArmed = true;
            node.add(new Effect.Arm(new Timer.Retry(link.peer, link.number), node.answers.patienceMillis()));
        }
    }

    /** What was asked for and has not come is asked for again, of someone else if this peer still owes an answer. */
    void retry(Link link) {
        link.retryArmed = false;
        link.due.addAll(link.later);
        link.later.clear();
        Link other = link.asked ? someoneElse().orElse(link) : link;
        link.gaps.look(other.gaps);
        goOn(other);
        goOn(link);
        if (!link.gaps.areAsked() || !link.gaps.areFilled() || !link.due.isEmpty()) {
            armRetry(link);
        }
    }
}
