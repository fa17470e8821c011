package io.fluxgossip.protocol;

import io.fluxgossip.model.Delta;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Dissemination.Tree;
import io.fluxgossip.model.NodeId;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plumtree (Leitao, Pereira and Rodrigues, SRDS 2007): updates on the eager links, announcements on the lazy ones.
 *
 * <p>A push that brings nothing new makes its link lazy on both sides, so that the eager ones come to be a tree. What was
 * announced and does not come is pulled from an announcer, and that link becomes eager.
 */
final class PushTree extends Strategy {

    private final Tree tree;
    private final Exchanging exchanging;
    private final Set<NodeId> lazy = new TreeSet<>();
    private final Map<NodeId, Missing> missing = new LinkedHashMap<>();
    private boolean graftArmed;
    private @Nullable List<NodeId> neighbours;

    /** A history that others hold further than we do. */
    private static final class Missing {
        long upTo;
        final Set<NodeId> announcers = new LinkedHashSet<>();
    }

    PushTree(NodeState node, Topic topic, Spreading spreading, Exchanging exchanging, Tree tree) {
        super(node, topic, spreading);
        this.exchanging = exchanging;
        this.tree = tree;
    }

    @Override
    void written(long before) {
        spread(node.self(), before, 1, null, 0);
    }

    @Override
    void extended(NodeId origin, long before, int changes, @Nullable Link from, long known) {
        if (from != null) {
            lazy.remove(from.peer);
        }
        spread(origin, before, changes, from, known);
    }

    private void spread(NodeId origin, long before, int changes, @Nullable Link from, long known) {
        long watermark = topic.replica.watermark(origin);
        for (NodeId peer : neighbours()) {
            Link link = node.links.to(peer);
            if (!lazy.contains(link.peer)) {
                spreading.extend(link, topic, origin, link == from ? Math.max(before, known) : before, changes);
            } else if (link != from || known < watermark) {
                spreading.announce(link, topic, origin);
            }
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
    void announced(Link from, Digest held) {
        held.watermarks().forEach((origin, watermark) -> {
            if (node.config.pulls() && watermark > topic.replica.knownUpTo(origin)) {
                Missing wanted = missing.computeIfAbsent(origin, unknown -> new Missing());
                wanted.upTo = Math.max(wanted.upTo, watermark);
                wanted.announcers.add(from.peer);
                armGraft();
            }
        });
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
        Iterator<NodeId> announcers = wanted.getValue().announcers.iterator();
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
