package io.fluxgossip.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** How a user tests what is built on topics: a cluster with faults, in virtual time. */
class FeatureFlagsTest {

    @Test
    void theGuideShowsTheCodeThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/fluxgossip/examples/FeatureFlagsTest.java"));
        String guide = Files.readString(Path.of("../docs/GUIDE.md"));
        String shown =
                guide.substring(guide.indexOf("```java") + 7, guide.indexOf("```\n", guide.indexOf("```java") + 7));
        assertThat(withoutSpacing(source)).contains(withoutSpacing(shown));
    }

    private static String withoutSpacing(String code) {
        return code.replaceAll("\\s+", "");
    }

    @Test
    void aFlagIsFollowedAtAnotherInstanceOnceThePartitionIsOver() {
        try (SimulatedCluster cluster = SimulatedCluster.of(5, 42)) {
            List<FeatureFlags> flags = cluster.topics(FeatureFlags.FLAGS).stream()
                    .map(FeatureFlags::new)
                    .toList();
            cluster.latency(Duration.ofMillis(5), Duration.ofMillis(50)).loss(0.1);

            StepVerifier.create(flags.get(4).flag("dark-mode", false))
                    .then(() -> cluster.advance(Duration.ofSeconds(1)))
                    .expectNext(false)
                    .then(() -> flags.get(0).set("dark-mode", true).block())
                    .then(cluster::runUntilConverged)
                    .expectNext(true)
                    .then(() -> cluster.partition("n4", "n5"))
                    .then(() -> flags.get(0).set("dark-mode", false).block())
                    .then(() -> cluster.advance(Duration.ofMinutes(1)))
                    .then(cluster::heal)
                    .then(cluster::runUntilConverged)
                    .expectNext(false)
                    .thenCancel()
                    .verify(Duration.ofSeconds(30));
        }
    }

    @Test
    void aFlagHasItsDefaultUntilItIsSetAndAgainWhenItIsReset() {
        try (SimulatedCluster cluster = SimulatedCluster.of(2, 42)) {
            FeatureFlags here = new FeatureFlags(cluster.node("n1").topic(FeatureFlags.FLAGS));
            FeatureFlags there = new FeatureFlags(cluster.node("n2").topic(FeatureFlags.FLAGS));
            List<Boolean> seen = new ArrayList<>();
            here.flag("checkout", true).subscribe(seen::add);
            cluster.advance(Duration.ofSeconds(1));
            there.set("checkout", false).block();
            cluster.advance(Duration.ofSeconds(1));
            there.set("dark-mode", true).block();
            cluster.advance(Duration.ofSeconds(1));
            there.reset("checkout").block();
            cluster.advance(Duration.ofSeconds(1));
            assertThat(seen).containsExactly(true, false, true);
        }
    }

    @Test
    void aServiceThatIsStartedAgainHasItsFlagsBack() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 42)) {
            new FeatureFlags(cluster.topics(FeatureFlags.FLAGS).get(0))
                    .set("dark-mode", true)
                    .block();
            cluster.runUntilConverged();
            cluster.crash("n3");
            cluster.advance(Duration.ofMinutes(1));

            FeatureFlags again = new FeatureFlags(cluster.restart("n3").topic(FeatureFlags.FLAGS));
            cluster.runUntilConverged();
            List<Boolean> seen = new ArrayList<>();
            again.flag("dark-mode", false).subscribe(seen::add);
            cluster.advance(Duration.ofSeconds(1));
            assertThat(seen).containsExactly(true);
        }
    }
}
