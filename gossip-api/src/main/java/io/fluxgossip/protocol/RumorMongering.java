package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Dissemination.Rumor;
import io.fluxgossip.model.Dissemination.Stop;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Run;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rumor mongering (Demers et al., PODC 1987): what is hot is told to random peers, round after round.
 *
 * <p>What is hot is a stretch of one origin's history. A peer that knew it says so with an announcement, the paper's
 * feedback; one that is not heard of counts as told something new.
 */
final class RumorMongering extends Strategy {

    private final Rumor rumor;
    private final Map<NodeId, Hot> hot = new LinkedHashMap<>();
    private boolean roundArmed;

    /** A stretch of history that is being told. */
    private static final class Hot {
        final long after;
        final long sinceMillis;
        int sends;
        int toldThisRound;
        int knewThisRound;
        int uselessRounds;

        Hot(long after, long sinceMillis) {
            this.after = after;
            this.sinceMillis = sinceMillis;
        }

        void roundBegins() {
            boolean useless = toldThisRound > 0 && knewThisRound >= toldThisRound;
            uselessRounds = useless ? uselessRounds + 1 : 0;
            toldThisRound = 0;
            knewThisRound = 0;
        }
    }

    RumorMongering(NodeState node, Topic topic, Spreading spreading, Rumor rumor) {
        super(node, topic, spreading);
        this.rumor = rumor;
    }

    @Override
    void written(long before) {
        heatUp(node.self(), before);
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {
        heatUp(origin, before);
    }

    /** What is hot already keeps its beginning and is told from the start again. */
    private void heatUp(NodeId origin, long before) {
        Hot known = hot.get(origin);
        hot.put(origin, new Hot(known == null ? before : Math.min(before, known.after), node.nowMillis));
        armRound();
    }

    private void armRound() {
        if (!roundArmed) {
            roundArmed = true;
            long delay = node.untilNextRound(rumor.interval().toMillis());
            node.add(new Effect.Arm(new Timer.Rumors(topic.name()), delay));
        }
    }

    @Override
    void fired(Timer timer) {
        if (!(timer instanceof Timer.Rumors)) {
            return;
        }
        roundArmed = false;
        hot.values().forEach(Hot::roundBegins);
        hot.values().removeIf(this::isOver);
        if (topic.mode.pushes() && !hot.isEmpty()) {
            somePeers().forEach(peer -> tell(node.links.to(peer)));
            armRound();
        } else {
            hot.clear();
        }
    }

    private boolean isOver(Hot told) {
        if (rumor.stop() instanceof Stop.Sends sends) {
            return told.sends >= sends.times();
        }
        if (rumor.stop() instanceof Stop.Useless useless) {
            return told.uselessRounds >= useless.rounds();
        }
        if (rumor.stop() instanceof Stop.Coin coin) {
            return told.sends > 0 && node.random.nextInt(coin.k()) == 0;
        }
        return false;
    }

    /** As many as the fanout says, distinct (Floyd's way to draw a sample: Bentley, CACM 1987). */
    private Set<NodeId> somePeers() {
        int count = Math.min(rumor.fanout(), node.peers.size());
        Set<NodeId> chosen = new LinkedHashSet<>();
        for (int last = node.peers.size() - count; last < node.peers.size(); last++) {
            NodeId one = node.peers.get(node.random.nextInt(last + 1));
            if (!chosen.add(one)) {
                chosen.add(node.peers.get(last));
            }
        }
        return chosen;
    }

    /** It is told again and again anyway. */
    @Override
    void ended(NodeId origin, NodeId from) {}

    /** Nobody in particular. */
    @Override
    List<NodeId> needs() {
        return List.of();
    }

    private void tell(Link link) {
        hot.forEach((origin, told) -> {
            told.sends++;
            told.toldThisRound++;
            spreading.repeat(link, topic, origin, told.after);
        });
    }

    @Override
    void stale(Link from, Delta delta) {
        for (Run run : delta.runs()) {
            if (!isOfThisVeryRound(run.origin())) {
                spreading.announce(from, topic, run.origin());
            }
        }
    }

    /** Where rounds are aligned each reads the state at its start, as in the paper: what it brought was not known in it. */
    private boolean isOfThisVeryRound(NodeId origin) {
        Hot told = hot.get(origin);
        return node.config.timing() == Timing.ALIGNED && told != null && told.sinceMillis == node.nowMillis;
    }

    @Override
    void announced(Link from, Digest held, int hops) {
        super.announced(from, held, hops);
        held.watermarks().forEach((origin, watermark) -> {
            Hot told = hot.get(origin);
            if (told != null && watermark >= topic.replica.watermark(origin)) {
                told.knewThisRound++;
            }
        });
    }
}
