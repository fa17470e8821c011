package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line of the console is read as a verb and its arguments. */
class NodeRequestTest {

    @Test
    void theValueIsTheRestOfTheLineAsItIs() {
        assertThat(arguments("put prices tea 2.50 per cup")).containsExactly("prices", "tea", "2.50 per cup");
        assertThat(arguments("put prices tea  two  spaces ")).containsExactly("prices", "tea", " two  spaces ");
        assertThat(arguments("put prices tea ")).containsExactly("prices", "tea", "");
    }

    @Test
    void spacesBetweenWordsDoNotCount() {
        assertThat(arguments("  put   prices \t tea 2")).containsExactly("prices", "tea", "2");
        assertThat(arguments(" get  prices   tea  ")).containsExactly("prices", "tea");
        assertThat(arguments("leave ")).isEmpty();
    }

    @Test
    void theScopeOfAModeMayBeLeftOut() {
        assertThat(arguments("mode prices async")).containsExactly("prices", "async");
        assertThat(arguments("mode prices async cluster")).containsExactly("prices", "async", "cluster");
    }

    @ParameterizedTest
    @CsvSource({
        "put, put T K V",
        "put prices tea, put T K V",
        "remove prices, remove T K",
        "remove prices tea now, remove T K",
        "get, get T K",
        "state, state T",
        "mode prices, mode T sync|async [cluster]",
        "mode prices sync cluster now, mode T sync|async [cluster]",
        "members prices, members",
        "leave now, leave"
    })
    void tooFewOrTooManyWordsAreRefusedWithWhatIsRight(String line, String usage) {
        assertThatThrownBy(() -> NodeRequest.parse(line)).hasMessageEndingWith("must be written as: " + usage);
    }

    @ParameterizedTest
    @CsvSource({"fly", "PUT prices tea 1", "''", "{}"})
    void anUnknownCommandIsRefusedWithTheKnownOnes(String line) {
        assertThatThrownBy(() -> NodeRequest.parse(line))
                .hasMessageContaining("is not a command; the commands are put T K V, remove T K, get T K, state T,");
    }

    private static List<String> arguments(String line) {
        return NodeRequest.parse(line).arguments();
    }
}
