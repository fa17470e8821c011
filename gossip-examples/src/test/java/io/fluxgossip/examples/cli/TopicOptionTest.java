package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.model.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The option of a topic names it, and perhaps its mode. */
class TopicOptionTest {

    @Test
    void aTopicIsANameAndAMode() {
        assertThat(TopicOption.parse("prices=sync")).isEqualTo(new TopicOption("prices", ModeName.SYNC));
        assertThat(TopicOption.parse("prices=async")).isEqualTo(new TopicOption("prices", ModeName.ASYNC));
    }

    @Test
    void aTopicWithoutAModeIsSync() {
        assertThat(TopicOption.parse("prices")).isEqualTo(new TopicOption("prices", ModeName.SYNC));
    }

    @Test
    void theIntervalIsThatOfExchangesAndOfRepairs() {
        Duration interval = Duration.ofMillis(200);
        assertThat(TopicOption.parse("a=async").spec(interval).config().mode()).isEqualTo(Mode.async(interval));
        assertThat(TopicOption.parse("s=sync").spec(interval).config().mode())
                .isEqualTo(Mode.sync().repairEvery(interval));
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThatThrownBy(() -> TopicOption.parse("prices=fast"))
                .hasMessage("'fast' is not a mode; it must be sync or async");
        assertThatThrownBy(() -> TopicOption.parse("prices=")).hasMessage("'' is not a mode; it must be sync or async");
    }

    @Test
    void aNameThatCommandsCouldNotSpellIsRefused() {
        assertThatThrownBy(() -> TopicOption.parse("my prices=sync"))
                .hasMessage("a topic name must be one word, was 'my prices'");
        assertThatThrownBy(() -> TopicOption.parse("=sync")).hasMessage("a topic name must be one word, was ''");
    }
}
