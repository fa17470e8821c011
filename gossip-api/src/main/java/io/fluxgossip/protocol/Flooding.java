package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Topology;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** To all neighbours but the one it came from. */
final class Flooding extends Strategy {

    private final Topology topology;
    private @Nullable List<Link> neighbours;

    Flooding(NodeState node, Topic topic, Spreading spreading, Topology topology) {
        super(node, topic, spreading);
        this.topology = topology;
    }

    @Override
    void written(long before) {
        neighbours().forEach(link -> spreading.extend(link, topic, node.self(), before, 1));
    }

    @Override
    void extended(NodeId origin, long before, int changes, @Nullable Link from, long known) {
        for (Link link : neighbours()) {
            spreading.extend(link, topic, origin, link == from ? Math.max(before, known) : before, changes);
        }
    }

    @Override
    void linksChanged() {
        neighbours = null;
    }

    private List<Link> neighbours() {
        List<Link> chosen = neighbours;
        if (chosen == null) {
            chosen = neighbours(topology);
            neighbours = chosen;
        }
        return chosen;
    }
}
