package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.GossipNode;
import io.fluxgossip.Health;
import io.fluxgossip.MemberEvent;
import io.fluxgossip.Seeds;
import io.fluxgossip.model.Detection;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** A node says how it is placed in its cluster. */
class HealthTest {

    private static final Detection FAST = Detection.DEFAULT.every(Duration.ofMillis(100));

    private static Queue<Health> healthOf(GossipNode node) {
        Queue<Health> told = new ConcurrentLinkedQueue<>();
        node.health().subscribe(told::add);
        return told;
    }

    private static void awaitLast(Queue<Health> told, Health expected) {
        Cluster.await("health is " + expected, () -> List.copyOf(told).get(told.size() - 1) == expected);
    }

    @Test
    void aNodeJoinsIsUpIsIsolatedAndLeaves() {
        try (Cluster cluster = new Cluster()) {
            GossipNode first = cluster.start("first", spec -> spec.node(node -> node.detection(FAST)));
            GossipNode second = cluster.start("second", spec -> spec.node(node -> node.detection(FAST)));
            Queue<Health> health = healthOf(second);
            awaitLast(health, Health.UP);
            first.dispose();
            awaitLast(health, Health.ISOLATED);
            GossipNode back = cluster.start(
                    "third", spec -> spec.seeds(Seeds.fixed(second.address().toString())));
            awaitLast(health, Health.UP);
            Cluster.awaitMet(back, "second");
            second.leave().block(Cluster.LIMIT);
            awaitLast(health, Health.LEAVING);
            assertThat(health).endsWith(Health.ISOLATED, Health.UP, Health.LEAVING);
        }
    }

    @Test
    void aNodeWhoseSeedsAreNotThereIsJoiningAndOneWithoutSeedsIsUp() {
        try (Cluster cluster = new Cluster()) {
            GossipNode alone = cluster.start("alone");
            GossipNode seeking = cluster.start("seeking", spec -> spec.seeds(Seeds.fixed("127.0.0.1:1")));
            assertThat(alone.health().blockFirst(Cluster.LIMIT)).isEqualTo(Health.UP);
            assertThat(seeking.health().blockFirst(Cluster.LIMIT)).isEqualTo(Health.JOINING);
        }
    }

    /** Who is left behind by a goodbye is not missing anybody. */
    @Test
    void whoIsAloneAfterAGoodbyeIsUp() {
        try (Cluster cluster = new Cluster()) {
            GossipNode first = cluster.start("first");
            GossipNode second = cluster.start("second");
            Cluster.awaitMet(first, "second");
            Cluster.awaitMet(second, "first");
            Queue<Health> health = healthOf(second);
            awaitLast(health, Health.UP);
            Queue<MemberEvent> members = new ConcurrentLinkedQueue<>();
            second.members().subscribe(members::add);
            Cluster.await("the other one is seen", () -> !members.isEmpty());
            first.leave().block(Cluster.LIMIT);
            Cluster.await("the goodbye is heard", () -> members.stream().anyMatch(MemberEvent.Left.class::isInstance));
            assertThat(health).doesNotContain(Health.ISOLATED);
            awaitLast(health, Health.UP);
        }
    }
}
