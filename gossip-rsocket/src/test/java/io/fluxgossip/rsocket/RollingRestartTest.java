package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Member;
import io.fluxgossip.MemberEvent;
import io.fluxgossip.Seeds;
import io.fluxgossip.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

/** 16 real nodes that know one seed, restarted one after another while all write. */
@ExtendWith(NoLeaks.class)
class RollingRestartTest {

    private static final int NODES = 16;
    private static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), Codec.utf8());

    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final List<GossipNode> nodes = new ArrayList<>();
    private int restarts;

    private GossipNode start(int number, List<GossipNode> others) {
        String[] seeds =
                others.stream().limit(3).map(node -> node.address().toString()).toArray(String[]::new);
        GossipNode node = RSocketGossip.node("test")
                .name("n" + number)
                .seeds(Seeds.fixed(seeds))
                .node(spec -> spec.tags(Map.of("version", "" + restarts)))
                .startNow(Cluster.LIMIT);
        node.members()
                .ofType(MemberEvent.Failed.class)
                .subscribe(event -> failed.add(node.id() + " says " + event.member()));
        node.topic(SPEC);
        return node;
    }

    private void write(int round) {
        Flux.fromIterable(nodes)
                .flatMap(node -> node.topic(SPEC).put(node.id().name() + " in round " + round, "v"))
                .blockLast(Cluster.LIMIT);
    }

    private boolean hold(int keys) {
        return nodes.stream().allMatch(node -> node.topic(SPEC).size() == keys);
    }

    @Test
    void nothingIsLostAndNobodyWhoSaidGoodbyeFails() {
        try {
            IntStream.range(0, NODES)
                    .forEach(number -> nodes.add(start(number, nodes.subList(0, Math.min(1, nodes.size())))));
            write(0);
            Cluster.await("all hold the first writes", () -> hold(NODES));
            for (int i = 0; i < NODES; i++) {
                restarts++;
                GossipNode old = nodes.remove(i);
                write(2 * i + 1);
                old.leave().block(Cluster.LIMIT);
                nodes.add(i, start(i, List.copyOf(nodes)));
                write(2 * i + 2);
            }
            int keys = NODES + NODES * (NODES - 1) + NODES * NODES;
            Cluster.await("all hold all writes", Duration.ofSeconds(30), () -> hold(keys));
            List<Map<String, Member>> views = nodes.stream().map(this::seenBy).toList();
            Cluster.await(
                    "all see the last life of all others",
                    () -> views.stream().allMatch(view -> view.size() == NODES - 1 && isTrue(view)));
            assertThat(failed).isEmpty();
        } finally {
            nodes.forEach(GossipNode::dispose);
            Flux.fromIterable(nodes).flatMap(GossipNode::onDispose).blockLast(Cluster.LIMIT);
        }
    }

    /** What is known of each other node, as it came last. */
    private Map<String, Member> seenBy(GossipNode node) {
        Map<String, Member> seen = new ConcurrentHashMap<>();
        node.members().subscribe(event -> seen.put(event.member().name(), event.member()));
        return seen;
    }

    private boolean isTrue(Map<String, Member> seen) {
        return seen.values().stream()
                .allMatch(member -> nodes.stream().anyMatch(node -> node.id().equals(member.id())));
    }
}
