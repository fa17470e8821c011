package io.fluxgossip.examples.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * An option with several values.
 *
 * @param name without its dashes
 */
record SweepOption(String name, List<String> values) {

    SweepOption {
        values = List.copyOf(values);
    }

    /** Each value of the first with each value of the second, and so on: what to add to the other arguments. */
    static List<List<String>> grid(List<SweepOption> sweeps) {
        List<List<String>> grid = List.of(List.of());
        for (SweepOption sweep : sweeps) {
            List<List<String>> wider = new ArrayList<>();
            for (List<String> point : grid) {
                for (String value : sweep.values()) {
                    List<String> next = new ArrayList<>(point);
                    next.add("--" + sweep.name());
                    next.add(value);
                    wider.add(next);
                }
            }
            grid = wider;
        }
        return grid;
    }

    /** Reads {@code nodes=10,100,1000}. */
    static final class Converter implements ITypeConverter<SweepOption> {

        @Override
        public SweepOption convert(String text) {
            int equals = text.indexOf('=');
            if (equals < 1 || equals == text.length() - 1) {
                throw new TypeConversionException(
                        "'" + text + "' is not an option with its values, such as nodes=10,100,1000");
            }
            return new SweepOption(
                    text.substring(0, equals),
                    List.of(text.substring(equals + 1).split(",", -1)));
        }
    }
}
