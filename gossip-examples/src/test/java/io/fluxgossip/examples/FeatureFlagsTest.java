package io.fluxgossip.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.testing.SimulatedCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** How a user tests what is built on topics: a cluster with faults, in virtual time. */
class FeatureFlagsTest {

    private static final TopicSpec<String, String> FLAGS = TopicSpec.of("flags", Codec.utf8(), Codec.utf8());

    /** What an application makes of its flags. */
    private static Flux<String> theme(Topic<String, String> flags) {
        return flags.value("dark-mode")
                .map(on -> on.equals("on") ? "dark" : "light")
                .distinctUntilChanged();
    }

    @Test
    void theGuideShowsTheCodeThatCompiles() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/fluxgossip/examples/FeatureFlagsTest.java"));
        String guide = Files.readString(Path.of("../docs/GUIDE.md"));
        String shown =
                guide.substring(guide.indexOf("```java") + 7, guide.indexOf("```\n", guide.indexOf("```java") + 7));
        assertThat(withoutSpacing(source)).contains(withoutSpacing(shown));
    }

    private static String withoutSpacing(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @Test
    void theThemeFollowsTheFlagOnceThePartitionIsOver() {
        try (SimulatedCluster cluster = SimulatedCluster.of(5, 42)) {
            List<Topic<String, String>> flags = cluster.topics(FLAGS);
            cluster.latency(Duration.ofMillis(5), Duration.ofMillis(50)).loss(0.1);

            StepVerifier.create(theme(flags.get(4)))
                    .then(() -> flags.get(0).put("dark-mode", "off").block())
                    .then(cluster::runUntilConverged)
                    .expectNext("light")
                    .then(() -> cluster.partition("n4", "n5"))
                    .then(() -> flags.get(0).put("dark-mode", "on").block())
                    .then(() -> cluster.advance(Duration.ofMinutes(1)))
                    .then(cluster::heal)
                    .then(cluster::runUntilConverged)
                    .expectNext("dark")
                    .thenCancel()
                    .verify(Duration.ofSeconds(30));
        }
    }

    @Test
    void aServiceThatIsStartedAgainHasItsFlagsBackBeforeItServes() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 42)) {
            cluster.topics(FLAGS).get(0).put("dark-mode", "on").block();
            cluster.runUntilConverged();
            cluster.crash("n3");
            cluster.advance(Duration.ofMinutes(1));

            Topic<String, String> again = cluster.restart("n3").topic(FLAGS);
            StepVerifier.create(again.value("dark-mode"))
                    .then(cluster::runUntilConverged)
                    .expectNext("on")
                    .thenCancel()
                    .verify(Duration.ofSeconds(30));
            assertThat(again.get("dark-mode")).isEqualTo("on");
        }
    }
}
