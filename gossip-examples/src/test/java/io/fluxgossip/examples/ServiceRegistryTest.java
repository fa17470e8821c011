package io.fluxgossip.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.testing.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The addresses of a service are those of members that are there. */
class ServiceRegistryTest {

    private static final Duration SOON = Duration.ofMillis(500);
    private static final Duration FAILURE_IS_FOUND = Duration.ofMinutes(1);

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 42);
    private final ServiceRegistry registry = new ServiceRegistry(cluster.node("n1"));

    /** The addresses of the service orders that a subscriber at n1 sees. */
    private final List<List<String>> seen = new ArrayList<>();

    ServiceRegistryTest() {
        registry.addresses("orders").subscribe(seen::add);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    /** Registers a service on a node under an address that is the node's name. */
    private void register(String service, String... nodes) {
        for (String node : nodes) {
            new ServiceRegistry(cluster.node(node)).register(service, node).block();
        }
        cluster.advance(SOON);
    }

    private @Nullable String picked(String service) {
        var pick = registry.pick(service).toFuture();
        cluster.advance(SOON);
        assertThat(pick).isDone();
        return pick.getNow(null);
    }

    @Test
    void whatIsRegisteredAnywhereIsFoundByTheNameOfItsService() {
        register("orders", "n2", "n3");
        register("payments", "n1");
        assertThat(seen).endsWith(List.of("n2", "n3"));
        assertThat(picked("payments")).isEqualTo("n1");
        assertThat(picked("mail")).isNull();
    }

    @Test
    void callsGoToEachInstanceInTurn() {
        register("orders", "n1", "n2", "n3");
        assertThat(Stream.generate(() -> picked("orders")).limit(6))
                .containsExactly("n1", "n2", "n3", "n1", "n2", "n3");
    }

    @Test
    void anInstanceIsDroppedWhenItsNodeFailsAndIsBackWhenItRegistersAgain() {
        register("orders", "n2", "n3");
        cluster.crash("n3");
        cluster.advance(FAILURE_IS_FOUND);
        assertThat(seen).endsWith(List.of("n2"));

        cluster.restart("n3");
        cluster.advance(FAILURE_IS_FOUND);
        assertThat(cluster.node("n1").present()).hasSize(2);
        assertThat(seen).endsWith(List.of("n2"));

        register("orders", "n3");
        assertThat(seen).endsWith(List.of("n2", "n3"));
    }

    @Test
    void anInstanceIsDroppedWhenItsNodeLeaves() {
        register("orders", "n2", "n3");
        cluster.node("n2").leave().subscribe();
        cluster.advance(Duration.ofSeconds(10));
        assertThat(seen).endsWith(List.of("n3"));
    }

    @Test
    void anInstanceThatWasCutOffIsBackByItself() {
        register("orders", "n2", "n3");
        cluster.partition("n3");
        cluster.advance(FAILURE_IS_FOUND);
        assertThat(seen).endsWith(List.of("n2"));
        cluster.heal();
        cluster.advance(FAILURE_IS_FOUND);
        assertThat(seen).endsWith(List.of("n2", "n3"));
    }

    @Test
    void aNodeThatIsAloneFindsItself() {
        try (SimulatedCluster alone = SimulatedCluster.of(1, 42)) {
            ServiceRegistry own = new ServiceRegistry(alone.node("n1"));
            own.register("orders", "n1").block();
            var pick = own.pick("orders").toFuture();
            alone.advance(SOON);
            assertThat(pick).isCompletedWithValue("n1");
        }
    }
}
