package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Dissemination.Tree;
import io.fluxgossip.model.NodeId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plumtree (Leitao, Pereira and Rodrigues, <i>Epidemic Broadcast Trees</i>, SRDS 2007): updates on the eager links,
 * announcements on the lazy ones.
 *
 * <p>A push that brings nothing new makes its link lazy on both sides, so that the eager ones come to be a tree. What was
 * announced and does not come is pulled from an announcer, and that link becomes eager. So does one over which an update
 * would have come by far fewer hops; the one over which it came becomes lazy instead.
 */
final class PushTree extends Strategy {

    /** Hops that a lazy link must save to take the place of an eager one. */
    private static final int WORTHWHILE_HOPS = 4;

    private final Tree tree;
    private final Exchanging exchanging;
    private final Set<NodeId> lazy = new TreeSet<>();
    private final Map<NodeId, Missing> missing = new LinkedHashMap<>();
    private final Map<NodeId, Way> ways = new HashMap<>();
    private boolean graftArmed;
    private @Nullable List<NodeId> neighbours;

    /** A history that others hold further than we do. */
    private static final class Missing {
        long upTo;

        /** Hops over which it would have come, by announcer. */
        final Map<NodeId, Integer> announcers = new LinkedHashMap<>();
    }

    /** How the newest that we hold of an origin has come. */
    private record Way(NodeId from, int hops) {}

    PushTree(NodeState node, Topic topic, Spreading spreading, Exchanging exchanging, Tree tree) {
        super(node, topic, spreading);
        this.exchanging = exchanging;
        this.tree = tree;
    }

    @Override
    void written(long before) {
        spread(node.self(), before, 1, new Source(null, 0, 0));
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {
        Link from = source.link();
        if (from != null) {
            lazy.remove(from.peer);
            if (source.hops() > 0) {
                Way way = new Way(from.peer, source.hops());
                ways.put(origin, way);
                preferAnnouncer(origin, way);
            } else {
                ways.remove(origin);
            }
        }
        spread(origin, before, changes, source);
    }

    private void spread(NodeId origin, long before, int changes, Source source) {
        long watermark = topic.replica.watermark(origin);
        for (NodeId peer : neighbours()) {
            Link link = node.links.to(peer);
            if (!lazy.contains(peer)) {
                spreading.extend(link, topic, origin, source.cursor(link, before), changes);
            } else if (link != source.link() || source.known() < watermark) {
                spreading.announce(link, topic, origin);
            }
        }
    }

    @Override
    int hops(Collection<NodeId> origins) {
        int most = 0;
        for (NodeId origin : origins) {
            Way way = ways.get(origin);
            if (way == null && !origin.equals(node.self())) {
                return 0;
            }
            most = Math.max(most, way == null ? 0 : way.hops());
        }
        return most == Integer.MAX_VALUE ? most : most + 1;
    }

    /** Of those who announced what has now come another way: the one nearest to its origin. */
    private void preferAnnouncer(NodeId origin, Way way) {
        Missing wanted = missing.get(origin);
        if (wanted != null) {
            wanted.announcers.entrySet().stream()
                    .filter(announcer -> announcer.getValue() > 0)
                    .min(Map.Entry.comparingByValue())
                    .ifPresent(nearest -> prefer(nearest.getKey(), nearest.getValue(), origin, way));
        }
    }

    private void prefer(NodeId announcer, int hops, NodeId origin, Way way) {
        Link nearer = node.links.up(announcer);
        Link farther = node.links.up(way.from());
        boolean worthwhile = way.hops() - hops >= WORTHWHILE_HOPS && lazy.contains(announcer);
        if (worthwhile && nearer != null && farther != null && exchanging.graft(nearer, topic, origin)) {
            lazy.remove(announcer);
            lazy.add(way.from());
            spreading.prune(farther, topic);
        }
    }

    @Override
    void stale(Link from, Delta delta) {
        if (lazy.add(from.peer)) {
            spreading.prune(from, topic);
        }
    }

    @Override
    void pruned(Link from) {
        lazy.add(from.peer);
    }

    @Override
    void grafted(Link from) {
        lazy.remove(from.peer);
    }

    @Override
    void announced(Link from, Digest held, int hops) {
        held.watermarks().forEach((origin, watermark) -> {
            Way way = ways.get(origin);
            if (watermark > topic.replica.knownUpTo(origin)) {
                await(origin, watermark, from, hops);
            } else if (way != null && hops > 0 && watermark == topic.replica.watermark(origin)) {
                prefer(from.peer, hops, origin, way);
            }
        });
    }

    private void await(NodeId origin, long upTo, Link announcer, int hops) {
        if (node.config.pulls()) {
            Missing wanted = missing.computeIfAbsent(origin, unknown -> new Missing());
            wanted.upTo = Math.max(wanted.upTo, upTo);
            wanted.announcers.put(announcer.peer, hops);
            armGraft();
        }
    }

    private void armGraft() {
        if (!graftArmed) {
            graftArmed = true;
            node.add(new Effect.Arm(
                    new Timer.Graft(topic.name()), tree.graftAfter().toMillis()));
        }
    }

    @Override
    void fired(Timer timer) {
        if (timer instanceof Timer.Graft) {
            graftArmed = false;
            missing.entrySet().removeIf(wanted -> hasCome(wanted) || !graft(wanted));
            if (!missing.isEmpty()) {
                armGraft();
            }
        }
    }

    private boolean hasCome(Map.Entry<NodeId, Missing> wanted) {
        return topic.replica.knownUpTo(wanted.getKey()) >= wanted.getValue().upTo;
    }

    /** Asks the first announcer that can be asked; returns whether there is one left to wait for. */
    private boolean graft(Map.Entry<NodeId, Missing> wanted) {
        Iterator<NodeId> announcers = wanted.getValue().announcers.keySet().iterator();
        while (announcers.hasNext()) {
            Link link = node.links.up(announcers.next());
            if (link == null) {
                announcers.remove();
            } else if (exchanging.graft(link, topic, wanted.getKey())) {
                lazy.remove(link.peer);
                announcers.remove();
                return true;
            }
        }
        return !wanted.getValue().announcers.isEmpty();
    }

    /** The others were told at once. */
    @Override
    void ended(NodeId origin, NodeId from) {
        List<NodeId> eager =
                neighbours().stream().filter(peer -> !lazy.contains(peer)).toList();
        announceTo(eager, origin, from);
    }

    @Override
    List<NodeId> needs() {
        return neighbours();
    }

    @Override
    void membersChanged() {
        neighbours = null;
        lazy.removeIf(peer -> !node.isPeer(peer));
    }

    private List<NodeId> neighbours() {
        List<NodeId> chosen = neighbours;
        if (chosen == null) {
            chosen = neighbours(tree.overlay());
            neighbours = chosen;
        }
        return chosen;
    }
}
