package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.GossipMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Code in the pages is code that compiles, and each meter is documented. */
class DocsTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void theCodeInTheReadmeIsTheCodeThatCompiles() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String source = Files.readString(Path.of("src/test/java/io/fluxgossip/rsocket/ReadmeExample.java"));
        Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
        assertThat(block.find()).isTrue();
        StringBuilder regions = new StringBuilder();
        Matcher region = Pattern.compile("// README begins\n(.*?)\n *// README ends", Pattern.DOTALL)
                .matcher(source);
        while (region.find()) {
            regions.append(region.group(1)).append('\n');
        }
        assertThat(withoutSpacing(block.group(1))).isEqualTo(withoutSpacing(regions.toString()));
    }

    @Test
    void theGuideNamesWhatItSpeaksOf() throws IOException {
        String guide = Files.readString(ROOT.resolve("docs/GUIDE.md"));
        assertThat(guide).contains(GossipMeter.REFUSED.meterName());
        assertThat(Arrays.stream(GossipMeter.values()).map(GossipMeter::meterName))
                .doesNotHaveDuplicates();
    }

    private static String withoutSpacing(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }
}
