package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeId;
import java.util.List;
import java.util.random.RandomGenerator;

/** With whom the next round's exchange is made. */
@FunctionalInterface
interface PeerSelection {

    /** One of {@code peers}, which are one or more, in ascending order. */
    NodeId next(List<NodeId> peers, RandomGenerator random);

    /** Each with the same chance, independently of the rounds before. */
    static PeerSelection uniform() {
        return (peers, random) -> peers.get(random.nextInt(peers.size()));
    }
}
