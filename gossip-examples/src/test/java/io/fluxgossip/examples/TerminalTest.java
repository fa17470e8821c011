package io.fluxgossip.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fluxgossip.model.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Arguments of the small programs, and the lines that they read and print. */
class TerminalTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static List<Address> seeds(Terminal terminal) {
        return terminal.seeds().addresses().next().blockOptional(LIMIT).orElseThrow();
    }

    @Test
    void theFirstInstanceNeedsNoArgumentsAndIsTheSeedOfOthers() {
        Terminal first = Terminal.of();
        Terminal other = Terminal.of("7402");
        assertThat(other.port()).isEqualTo(7402);
        assertThat(seeds(other)).containsExactly(new Address("127.0.0.1", first.port()));
    }

    @Test
    void seedsThatAreGivenReplaceTheDefault() {
        Terminal terminal = Terminal.of("0", "10.0.0.1:7401", "[::1]:7402");
        assertThat(terminal.port()).isZero();
        assertThat(seeds(terminal)).containsExactly(new Address("10.0.0.1", 7401), new Address("::1", 7402));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "x", "-1", "65536", "7401 7402", "7401 :7402", "7401 localhost:0"})
    void wrongArgumentsAreRefused(String arguments) {
        assertThatIllegalArgumentException().isThrownBy(() -> Terminal.of(arguments.split(" ")));
    }

    @ParameterizedTest
    @ValueSource(classes = {FeatureFlags.class, Presence.class, ServiceRegistry.class, CacheInvalidation.class})
    void aProgramThatIsGivenWrongArgumentsSaysInOneLineWhatIsRight(Class<?> program, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path errors = directory.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        "seven")
                .redirectError(errors.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS"); // the JVM would announce them on stderr
        Process process = builder.start();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readAllLines(errors))
                .singleElement()
                .asString()
                .startsWith("usage: " + program.getSimpleName() + " [port [host:port ...]]")
                .contains("seven");
    }

    @Test
    void whatGoesOnAndAnswersAreShownUntilTheInputEnds() {
        TestPublisher<String> lines = TestPublisher.create();
        TestPublisher<String> shown = TestPublisher.create();
        StepVerifier.create(Terminal.converse(lines.flux(), shown, Flux::just))
                .then(() -> shown.next("hello"))
                .expectNext("hello")
                .then(() -> lines.next("  dark-mode  on "))
                .expectNext(List.of("dark-mode", "on"))
                .then(lines::complete)
                .expectComplete()
                .verify(LIMIT);
        shown.assertCancelled();
    }

    @Test
    void aLineThatFailsIsAnsweredAndTheNextOneIsRead() {
        Flux<Object> output = Terminal.converse(
                Flux.just("bad", "good"),
                Flux.never(),
                words ->
                        words.contains("bad") ? Mono.error(new IllegalStateException("too large")) : Mono.just("done"));
        StepVerifier.create(output)
                .expectNext("failed: too large", "done")
                .expectComplete()
                .verify(LIMIT);
    }
}
