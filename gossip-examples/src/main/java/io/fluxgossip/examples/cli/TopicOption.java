package io.fluxgossip.examples.cli;

import io.fluxgossip.Codec;
import io.fluxgossip.TopicSpec;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A topic to open, text by text.
 *
 * @param name one word, so that commands can name it
 */
record TopicOption(String name, ModeName mode) {

    TopicOption {
        if (!name.matches("\\S+")) {
            throw new IllegalArgumentException("a topic name must be one word, was '" + name + "'");
        }
    }

    /** Reads {@code prices=sync} or {@code prices=async}; {@code prices} alone is sync. */
    static TopicOption parse(String text) {
        int equals = text.lastIndexOf('=');
        return equals < 0
                ? new TopicOption(text, ModeName.SYNC)
                : new TopicOption(text.substring(0, equals), ModeName.parse(text.substring(equals + 1)));
    }

    TopicSpec<String, String> spec(Duration interval) {
        return TopicSpec.of(name, Codec.utf8(), Codec.utf8()).mode(mode.every(interval));
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<TopicOption> {

        @Override
        public TopicOption convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException unreadable) {
                throw new TypeConversionException(unreadable.getMessage() + ", e.g. prices=sync");
            }
        }
    }
}
