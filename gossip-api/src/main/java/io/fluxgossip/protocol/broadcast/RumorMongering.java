package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Dissemination.Rumor;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.broadcast.ActiveRumor.Contact;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Timer;
import io.fluxgossip.protocol.turn.Turn;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rumor mongering (Demers et al., PODC 1987): what is hot is told to random peers, round after round.
 *
 * <p>What is hot is a stretch of one origin's history. A peer that knew it says so with an announcement, the paper's
 * feedback; one that is not heard of in time counts as told something new. The paper's feedback is there at once; where
 * it takes longer than a round, later rounds go on meanwhile and each is judged when its own feedback is due.
 */
final class RumorMongering extends Strategy {

    /** Until a first one has come (RFC 6298 says the same of the first answer). */
    private static final long FIRST_FEEDBACK_MILLIS = 1_000;

    /**
     * Nobody tells a rumor for longer, whatever peers say: some may not have the topic, and never say that they knew
     * it.
     */
    private static final int MAX_ROUNDS = 100;

    /** Stretches of one history that are told each for itself, at most; what comes beyond goes with the last. */
    private static final int MAX_STRETCHES = 32;

    private final ConnectionPool links;
    private final Rumor rumor;
    private final RttEstimator feedback;
    private final Map<NodeId, Deque<ActiveRumor>> hot = new LinkedHashMap<>();
    private boolean roundArmed;

    RumorMongering(
            Turn turn, Peers peers, ConnectionPool links, Topic topic, Outgoing outgoing, Pulls pulls, Rumor rumor) {
        super(turn, peers, topic, outgoing, pulls);
        this.links = links;
        this.rumor = rumor;
        this.feedback = new RttEstimator(rumor.interval().toMillis(), FIRST_FEEDBACK_MILLIS);
    }

    @Override
    void written(long before, int changes) {
        heatUp(turn.self(), before);
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {
        heatUp(origin, before);
    }

    /** A rumor that was not told yet is told together with the one that follows it. */
    private void heatUp(NodeId origin, long before) {
        Deque<ActiveRumor> stretches = hot.computeIfAbsent(origin, unknown -> new ArrayDeque<>());
        boolean told = !stretches.isEmpty() && stretches.getLast().sends() > 0;
        if (stretches.isEmpty() || (told && stretches.size() < MAX_STRETCHES)) {
            stretches.addLast(new ActiveRumor(before, turn.nowMillis()));
        }
        stretches.getLast().extendTo(topic.replica().watermark(origin));
        armRound();
    }

    private void armRound() {
        if (!roundArmed) {
            roundArmed = true;
            long delay = turn.untilNextRound(rumor.interval().toMillis());
            turn.arm(new Timer.RumorRound(topic.name()), delay);
        }
    }

    @Override
    void rumorsDue() {
        roundArmed = false;
        hot.values().forEach(stretches -> stretches.removeIf(this::isOver));
        hot.values().removeIf(Deque::isEmpty);
        if (topic.mode().pushes() && !hot.isEmpty()) {
            tell(somePeers());
            armRound();
        } else {
            hot.clear();
        }
    }

    private boolean isOver(ActiveRumor stretch) {
        return rumor.stop().read(new Stop.Rules<Boolean>() {
            @Override
            public Boolean never(Stop.Never never) {
                return false;
            }

            @Override
            public Boolean sends(Stop.Sends sends) {
                return stretch.sends() >= sends.times();
            }

            @Override
            public Boolean useless(Stop.Useless useless) {
                return stretch.uselessRounds(RumorMongering.this::isInTime) >= useless.rounds()
                        || stretch.sends() >= MAX_ROUNDS * rumor.fanout();
            }

            @Override
            public Boolean coin(Stop.Coin coin) {
                return stretch.sends() > 0 && turn.chance().nextInt(coin.k()) == 0;
            }
        });
    }

    /** Whether the feedback of this contact may still come; where rounds are aligned it comes within the round. */
    private boolean isInTime(Contact contact) {
        if (turn.config().timing() == Timing.ALIGNED) {
            return false;
        }
        PeerLink link = links.up(contact.peer());
        return (link != null && link.pushes().sentMillis() >= contact.sinceMillis())
                ? sinceTold(contact, link) < feedback.timeoutMillis()
                : turn.nowMillis() - contact.sinceMillis() < 2 * RttEstimator.LONGEST_MILLIS;
    }

    private long sinceTold(Contact contact, PeerLink link) {
        return turn.nowMillis() - Math.max(contact.sinceMillis(), link.openedMillis());
    }

    /** As many as the fanout says, distinct (Floyd's way to draw a sample: Bentley, CACM 1987). */
    private Set<NodeId> somePeers() {
        int count = Math.min(rumor.fanout(), peers.size());
        Set<NodeId> chosen = new LinkedHashSet<>();
        for (int last = peers.size() - count; last < peers.size(); last++) {
            NodeId one = peers.get(turn.chance().nextInt(last + 1));
            if (!chosen.add(one)) {
                chosen.add(peers.get(last));
            }
        }
        return chosen;
    }

    private void tell(Set<NodeId> peers) {
        hot.forEach((origin, stretches) -> {
            boolean heeded = rumor.stop() instanceof Stop.Useless;
            stretches.forEach(stretch -> stretch.roundBegins(peers, heeded, turn.nowMillis()));
            for (NodeId peer : peers) {
                links.to(peer).pushes().awaitFeedbackUntil(turn.nowMillis() + feedback.timeoutMillis());
                outgoing.repeat(peer, topic, origin, stretches.getFirst().after());
            }
        });
    }

    /** It is told again and again anyway. */
    @Override
    void ended(NodeId origin, NodeId from) {}

    /** Nobody in particular. */
    @Override
    List<NodeId> needs() {
        return List.of();
    }

    @Override
    void stale(PeerLink from, List<Run> known) {
        for (Run run : known) {
            if (!isOfThisVeryRound(run.origin())) {
                outgoing.announce(from.peer(), topic, run.origin());
            }
        }
    }

    /**
     * Where rounds are aligned each reads the state at its start, as in the paper: what it brought was not known in it.
     */
    private boolean isOfThisVeryRound(NodeId origin) {
        Deque<ActiveRumor> stretches = hot.get(origin);
        return turn.config().timing() == Timing.ALIGNED
                && stretches != null
                && stretches.getLast().sinceMillis() == turn.nowMillis();
    }

    @Override
    void announced(PeerLink from, Digest held, int hops) {
        super.announced(from, held, hops);
        from.pushes().awaitFeedbackUntil(0);
        held.watermarks().forEach((origin, watermark) -> {
            for (ActiveRumor stretch : hot.getOrDefault(origin, new ArrayDeque<>())) {
                if (stretch.upTo() <= watermark) {
                    stretch.knew(from.peer(), contact -> feedback.came(sinceTold(contact, from)));
                }
            }
        });
    }
}
