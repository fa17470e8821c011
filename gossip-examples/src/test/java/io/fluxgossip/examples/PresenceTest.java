package io.fluxgossip.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.NodeClosedException;
import io.fluxgossip.testing.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** A user is online while somebody is connected, and for a while after a crash. */
class PresenceTest {

    private static final Duration SOON = Duration.ofMillis(500);

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 42);
    private final Presence first = presenceOn("n1");
    private final Presence second = presenceOn("n2");

    /** The states that a subscriber at n3 sees. */
    private final List<Map<String, String>> seen = new ArrayList<>();

    PresenceTest() {
        presenceOn("n3").online().subscribe(seen::add);
    }

    private Presence presenceOn(String node) {
        return new Presence(cluster.node(node).topic(Presence.PRESENCE), cluster.scheduler());
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aUserIsOnlineFromConnectingUntilDisconnecting() {
        cluster.advance(SOON);
        Disposable anna = first.connected("anna", "n1").subscribe();
        cluster.advance(SOON);
        second.connected("bert", "n2").subscribe();
        cluster.advance(SOON);
        anna.dispose();
        cluster.advance(SOON);
        assertThat(seen)
                .containsExactly(
                        Map.of(), Map.of("anna", "n1"), Map.of("anna", "n1", "bert", "n2"), Map.of("bert", "n2"));
    }

    @Test
    void aUserWhoStaysConnectedIsOnlineWithoutInterruption() {
        first.connected("anna", "n1").subscribe();
        cluster.advance(Presence.TTL.multipliedBy(20));
        assertThat(seen).endsWith(Map.of("anna", "n1")).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void usersOfAnInstanceThatCrashesExpire() {
        List<Throwable> failures = new ArrayList<>();
        first.connected("anna", "n1").subscribe(sign -> {}, failures::add);
        cluster.advance(SOON);
        cluster.crash("n1");
        cluster.advance(Presence.TTL.dividedBy(2));
        assertThat(seen).endsWith(Map.of("anna", "n1"));
        cluster.advance(Presence.TTL);
        assertThat(seen).endsWith(Map.of());
        assertThat(failures).hasOnlyElementsOfType(NodeClosedException.class).hasSize(1);
    }
}
