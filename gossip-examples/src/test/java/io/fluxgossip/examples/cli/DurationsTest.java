package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations are read as people write them. */
class DurationsTest {

    private final Durations durations = new Durations();

    @Test
    void aDurationIsANumberWithAUnit() {
        assertThat(durations.convert("200ms")).isEqualTo(Duration.ofMillis(200));
        assertThat(durations.convert("1s")).isEqualTo(Duration.ofSeconds(1));
        assertThat(durations.convert("1m")).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "s", "1 s", "1.5s", "-1s", "1h", "PT1S", "10000000000s"})
    void anythingElseIsRefusedWithWhatIsRight(String text) {
        assertThatThrownBy(() -> durations.convert(text))
                .hasMessage("'" + text + "' is not a duration; it must be a whole number of ms, s or m, such as 200ms,"
                        + " 1s or 1m");
    }
}
