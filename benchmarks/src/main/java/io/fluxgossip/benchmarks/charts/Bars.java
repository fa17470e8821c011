package io.fluxgossip.benchmarks.charts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** A picture: one bar for each name, on a scale of powers of ten. */
public final class Bars {

    private static final int ROW = 24;
    private static final int HEAD = 40;
    private static final int NAMES = 190;
    private static final int WIDTH = 760;
    private static final int LONGEST = 430;
    private static final String OURS = "#2563eb";
    private static final String THEIRS = "#94a3b8";

    private record Bar(String name, double value, boolean ours) {}

    private final String title;
    private final DoubleFunction<String> words;
    private final List<Bar> bars = new ArrayList<>();

    /**
     * A picture without bars yet.
     *
     * @param words what to write beside a bar of this value
     */
    public Bars(String title, DoubleFunction<String> words) {
        this.title = title;
        this.words = words;
    }

    /**
     * Adds a bar below the others.
     *
     * @param value NaN, infinite or 0 if there is none to show
     */
    public void add(String name, double value, boolean ours) {
        bars.add(new Bar(name, value, ours));
    }

    public String svg() {
        double[] shown = bars.stream()
                .mapToDouble(Bar::value)
                .filter(value -> value > 0 && Double.isFinite(value))
                .toArray();
        double least = floor(Arrays.stream(shown).min().orElse(1));
        double most = Arrays.stream(shown).max().orElse(1);
        int height = HEAD + ROW * bars.size() + 16;
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append(String.format(Locale.ROOT, "<title>%s</title>%n", title));
        svg.append(String.format(
                Locale.ROOT, "<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"#ffffff\"/>%n", WIDTH, height));
        svg.append(String.format(
                Locale.ROOT, "<text x=\"16\" y=\"25\" font-weight=\"bold\" fill=\"#0f172a\">%s</text>%n", title));
        for (int row = 0; row < bars.size(); row++) {
            bar(bars.get(row), HEAD + row * ROW, least, most, svg);
        }
        return svg.append("</svg>\n").toString();
    }

    /** The power of ten below. */
    private static double floor(double value) {
        return Math.pow(10, Math.ceil(Math.log10(value)) - 1);
    }

    private void bar(Bar bar, int y, double least, double most, StringBuilder svg) {
        boolean shown = bar.value() > 0 && Double.isFinite(bar.value());
        double share = shown ? Math.log(bar.value() / least) / Math.log(most / least) : 0;
        double length = Math.max(1, share * LONGEST);
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#0f172a\">%s</text>%n",
                NAMES - 8,
                y + 15,
                bar.name()));
        svg.append(String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n",
                NAMES,
                y + 2,
                length,
                ROW - 6,
                bar.ours() ? OURS : THEIRS));
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%d\" fill=\"#334155\">%s</text>%n",
                NAMES + length + 8,
                y + 15,
                shown ? words.apply(bar.value()) : "none"));
    }
}
