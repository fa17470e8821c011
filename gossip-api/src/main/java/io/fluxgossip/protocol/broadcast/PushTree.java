package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Dissemination.Tree;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.topic.MissingUpdates;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Plumtree (Leitao, Pereira and Rodrigues, <i>Epidemic Broadcast Trees</i>, SRDS 2007): updates on the eager links,
 * announcements on the lazy ones.
 *
 * <p>A push that brings nothing new makes its link lazy on both sides, so that the eager ones come to be a tree. What
 * was announced and does not come is pulled from an announcer, and that link becomes eager. So does one over which an
 * update would have come by far fewer hops; the one over which it came becomes lazy instead.
 */
final class PushTree extends Strategy {

    /** Hops that a lazy link must save to take the place of an eager one. */
    private static final int WORTHWHILE_HOPS = 4;

    private final ConnectionPool links;
    private final Tree tree;
    private final Set<NodeId> lazy = new TreeSet<>();
    private final Map<NodeId, Way> ways = new HashMap<>();
    private @Nullable List<NodeId> neighbours;
    private @Nullable NodeId shaping;
    private long shapedMillis;

    /** How the newest that we hold of an origin has come. */
    private record Way(NodeId from, int hops) {}

    PushTree(Turn turn, Peers peers, ConnectionPool links, Topic topic, Outgoing outgoing, Pulls pulls, Tree tree) {
        super(turn, peers, topic, outgoing, pulls);
        this.links = links;
        this.tree = tree;
        topic.missingUpdates().waitAtLeast(tree.graftAfter().toMillis());
    }

    @Override
    void written(long before, int changes) {
        shapes(turn.self());
        spread(turn.self(), before, changes, new Source(null, 0, 0));
    }

    @Override
    void extended(NodeId origin, long before, int changes, Source source) {
        spread(origin, before, changes, source);
        NodeId from = source.peer();
        if (from != null && source.hops() > 0) {
            if (shapes(origin)) {
                lazy.remove(from);
            }
            Way way = new Way(from, source.hops());
            ways.put(origin, way);
            preferAnnouncer(origin, way);
        } else if (from != null) {
            ways.remove(origin);
        }
    }

    private void spread(NodeId origin, long before, int changes, Source source) {
        long watermark = topic.replica().watermark(origin);
        for (NodeId peer : neighbours()) {
            if (!lazy.contains(peer)) {
                outgoing.extend(peer, topic, origin, source.cursor(peer, before), changes);
            } else if (!peer.equals(source.peer()) || source.known() < watermark) {
                outgoing.announce(peer, topic, origin);
            }
        }
    }

    @Override
    int hops(Collection<NodeId> origins) {
        int most = 0;
        for (NodeId origin : origins) {
            Way way = ways.get(origin);
            if (way == null && !origin.equals(turn.self())) {
                return 0;
            }
            most = Math.max(most, way == null ? 0 : way.hops());
        }
        return most == Integer.MAX_VALUE ? most : most + 1;
    }

    /** The announcer nearest to the origin of an update that has now come another way. */
    private void preferAnnouncer(NodeId origin, Way way) {
        topic.missingUpdates().came(origin, true).entrySet().stream()
                .filter(announcer -> announcer.getValue() > 0)
                .min(Map.Entry.comparingByValue())
                .ifPresent(nearest -> prefer(nearest.getKey(), nearest.getValue(), origin, way));
    }

    private void prefer(NodeId announcer, int hops, NodeId origin, Way way) {
        boolean bothUp = links.up(announcer) != null && links.up(way.from()) != null;
        boolean worthwhile = shapes(origin) && way.hops() - hops >= WORTHWHILE_HOPS && lazy.contains(announcer);
        Digest held = Digest.of(origin, topic.replica().knownUpTo(origin));
        if (worthwhile && bothUp && graft(announcer, held)) {
            lazy.add(way.from());
            outgoing.prune(way.from(), topic);
            ways.put(origin, new Way(announcer, hops));
        }
    }

    /** A second path to us, unless the first was a repair. */
    @Override
    void stale(PeerLink from, List<Run> known) {
        boolean second = known.stream()
                .map(Run::origin)
                .anyMatch(origin -> shapes(origin) && cameOtherwise(origin, from.peer()));
        if (second) {
            lazy.add(from.peer());
            outgoing.prune(from.peer(), topic);
        }
    }

    private boolean cameOtherwise(NodeId origin, NodeId from) {
        Way way = ways.get(origin);
        return way != null && !way.from().equals(from);
    }

    /**
     * Whether the tree is shaped by the pushes of this origin. While several write at once only one of them does so,
     * the first in order: the links over which one update first came to each node are a tree, what two updates agree on
     * may be none.
     */
    private boolean shapes(NodeId origin) {
        boolean over = turn.nowMillis() - shapedMillis >= topic.missingUpdates().travelMillis();
        if (shaping == null || over || origin.compareTo(shaping) <= 0) {
            shaping = origin;
            shapedMillis = turn.nowMillis();
        }
        return origin.equals(shaping);
    }

    @Override
    void pruned(NodeId from) {
        lazy.add(from);
    }

    @Override
    void grafted(NodeId from) {
        lazy.remove(from);
    }

    @Override
    void announced(PeerLink from, Digest held, int hops) {
        held.watermarks().forEach((origin, watermark) -> {
            Way way = ways.get(origin);
            if (watermark > topic.replica().knownUpTo(origin)) {
                if (turn.config().pulls()) {
                    topic.missingUpdates().await(origin, watermark, from.peer(), hops);
                }
            } else if (way != null && hops > 0 && watermark == topic.replica().watermark(origin)) {
                prefer(from.peer(), hops, origin, way);
            }
        });
    }

    /** One who announced it becomes a parent; as few as possible, and each is asked for all that it has announced. */
    @Override
    void overdue(Map<NodeId, MissingUpdates.Wait> overdue) {
        Map<NodeId, NavigableMap<NodeId, Long>> asked = new LinkedHashMap<>();
        overdue.forEach((origin, wait) -> parentFor(wait, asked.keySet()).ifPresent(parent -> {
            wait.ask(parent, turn.nowMillis());
            asked.computeIfAbsent(parent, unknown -> new TreeMap<>())
                    .put(origin, topic.replica().knownUpTo(origin));
        }));
        asked.forEach((parent, held) -> graft(parent, new Digest(held)));
    }

    private Optional<NodeId> parentFor(MissingUpdates.Wait wait, Set<NodeId> asked) {
        wait.keepAnnouncers(announcer -> links.up(announcer) != null);
        Optional<NodeId> again =
                wait.announcers().stream().filter(asked::contains).findFirst();
        return again.or(() -> wait.announcers().stream()
                .filter(announcer -> !links.to(announcer).exchange().isAwaitingAnswer())
                .findFirst());
    }

    private boolean graft(NodeId parent, Digest held) {
        boolean asked = pulls.ask(parent, new DigestRequest.Graft(topic.name(), held));
        if (asked) {
            lazy.remove(parent);
        }
        return asked;
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
        lazy.removeIf(peer -> !peers.contains(peer));
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
