package io.fluxgossip.examples.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;

/** Reads {@code 0ms}, {@code 100ms}, or {@code 10ms..100ms} for anything between two. */
final class Latencies implements ITypeConverter<Latencies.Range> {

    private static final String BETWEEN = "..";

    private final Durations durations = new Durations();

    /** Both included. */
    record Range(Duration from, Duration to) {

        @Override
        public String toString() {
            String upTo = to.toMillis() + "ms";
            return from.equals(to) ? upTo : from.toMillis() + "ms" + BETWEEN + upTo;
        }
    }

    @Override
    public Range convert(String text) {
        int between = text.indexOf(BETWEEN);
        if (between < 0) {
            Duration fixed = durations.convert(text);
            return new Range(fixed, fixed);
        }
        return new Range(
                durations.convert(text.substring(0, between)),
                durations.convert(text.substring(between + BETWEEN.length())));
    }
}
