package io.fluxgossip.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dissemination is read from its text and written as the same text. */
class DisseminationTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auto",
                "direct",
                "flood(full)",
                "flood(ring)",
                "flood(line)",
                "flood(grid)",
                "flood(star)",
                "flood(tree4)",
                "flood(random5)",
                "tree(random5,500ms)",
                "rumor(3,200ms,never)",
                "rumor(1,1000ms,sends:8)",
                "rumor(2,50ms,useless:2)",
                "rumor(2,50ms,coin:4)"
            })
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(Dissemination.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flood", "tree", "rumor"})
    void shortFormsMeanTheDefaults(String text) {
        assertThat(Dissemination.parse(text).toString()).startsWith(text + "(");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gossip",
                "direct(1)",
                "flood(",
                "flood(triangle)",
                "flood(tree)",
                "flood(tree0)",
                "flood(random1)",
                "flood(ring,ring)",
                "tree(random5)",
                "tree(random5,500)",
                "tree(random5,0ms)",
                "rumor(0,200ms,never)",
                "rumor(x,200ms,never)",
                "rumor(3,200ms,often)",
                "rumor(3,200ms,coin:x)",
                "rumor(3,200ms,sends:0)"
            })
    void everythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Dissemination.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
