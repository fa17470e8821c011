package io.fluxgossip.simulation;

import io.fluxgossip.model.NodeId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nodes of a simulation, in all their lives, and the connections between them. */
final class NodeRegistry implements SimulatedNode.Others {

    private final VirtualWorld world;

    /** The newest life of each node, by name, in the order of their first start. */
    private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();

    /** Those that the network still knows. */
    private final Map<NodeId, SimulatedNode> lives = new HashMap<>();

    private long connections;

    NodeRegistry(VirtualWorld world) {
        this.world = world;
    }

    void add(SimulatedNode node) {
        nodes.put(node.id().name(), node);
        lives.put(node.id(), node);
    }

    /** The network knows it no more. */
    void forget(NodeId id) {
        lives.remove(id);
    }

    /** The newest life of a node; null if there never was one. */
    @Nullable
    SimulatedNode node(String name) {
        return nodes.get(name);
    }

    /** Names of all nodes ever started. */
    List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    @Override
    public @Nullable SimulatedNode life(NodeId id) {
        return lives.get(id);
    }

    /** The nodes that are up, in the order of their first start. */
    List<SimulatedNode> living() {
        return nodes.values().stream().filter(SimulatedNode::isAlive).toList();
    }

    @Override
    public @Nullable SimulatedNode seedFor(SimulatedNode node) {
        return living().stream().filter(other -> other != node).findFirst().orElse(null);
    }

    @Override
    public void connect(SimulatedNode from, NodeId to) {
        SimulatedNode peer = life(to);
        boolean reaches = peer != null
                && peer.isAlive()
                && world.network().reaches(from.id().name(), to.name());
        world.schedule(world.whenConnected(reaches), () -> {
            if (!from.isAlive() || from.isLinkedTo(to)) {
                return;
            }
            if (peer == null
                    || !peer.isAlive()
                    || !world.network().reaches(from.id().name(), to.name())) {
                from.unreachable(to);
                return;
            }
            long connection = ++connections;
            if (!peer.hasFailed()) {
                peer.linkDown(from.id());
                peer.linkUp(from, connection, false);
            }
            from.linkUp(peer, connection, true);
        });
    }
}
