package io.fluxgossip.benchmarks.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Curves over a logarithmic axis, as SVG. */
public final class LogChart {

    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 56;
    private static final int BOTTOM = 48;
    private static final int TOP = 24;
    private static final int RIGHT = 24;
    private static final int LEGEND_STEP = 20;
    private static final int DOT = 3;

    private final String xTitle;
    private final String yTitle;
    private final List<Curve> curves = new ArrayList<>();

    /**
     * A place on a curve.
     *
     * @param x more than zero
     */
    public record Point(double x, double y) {}

    private record Curve(String name, String colour, boolean dotted, List<Point> points) {}

    public LogChart(String xTitle, String yTitle) {
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    public LogChart line(String name, String colour, List<Point> points) {
        curves.add(new Curve(name, colour, false, points));
        return this;
    }

    public LogChart dotted(String name, String colour, List<Point> points) {
        curves.add(new Curve(name, colour, true, points));
        return this;
    }

    public String svg() {
        List<Point> all =
                curves.stream().flatMap(curve -> curve.points().stream()).toList();
        double first =
                Math.floor(Math.log10(all.stream().mapToDouble(Point::x).min().orElse(1)));
        double last =
                Math.ceil(Math.log10(all.stream().mapToDouble(Point::x).max().orElse(10)));
        double top = 5 * Math.ceil(all.stream().mapToDouble(Point::y).max().orElse(1) / 5);
        Frame frame = new Frame(first, Math.max(first + 1, last), top);
        StringBuilder out = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n",
                WIDTH, HEIGHT, WIDTH, HEIGHT));
        axes(frame, out);
        for (int i = 0; i < curves.size(); i++) {
            draw(curves.get(i), frame, TOP + LEGEND_STEP * (i + 1), out);
        }
        return out.append("</svg>\n").toString();
    }

    /** Where things are. */
    private record Frame(double firstPower, double lastPower, double top) {

        double x(double value) {
            return LEFT + (Math.log10(value) - firstPower) / (lastPower - firstPower) * (WIDTH - LEFT - RIGHT);
        }

        double y(double value) {
            return HEIGHT - BOTTOM - value / top * (HEIGHT - BOTTOM - TOP);
        }
    }

    private void axes(Frame frame, StringBuilder out) {
        for (double power = frame.firstPower(); power <= frame.lastPower(); power++) {
            double x = frame.x(Math.pow(10, power));
            out.append(rule(x, TOP, x, HEIGHT - BOTTOM));
            out.append(text(x, HEIGHT - BOTTOM + 18, "middle", format("%,.0f", Math.pow(10, power))));
        }
        for (double y = 0; y <= frame.top(); y += 5) {
            out.append(rule(LEFT, frame.y(y), WIDTH - RIGHT, frame.y(y)));
            out.append(text(LEFT - 8, frame.y(y) + 4, "end", format("%.0f", y)));
        }
        out.append(text(WIDTH - RIGHT, HEIGHT - 10, "end", xTitle)).append(text(LEFT, TOP - 8, "start", yTitle));
    }

    private static void draw(Curve curve, Frame frame, int legend, StringBuilder out) {
        String points = curve.points().stream()
                .map(point -> format("%.1f,%.1f", frame.x(point.x()), frame.y(point.y())))
                .collect(Collectors.joining(" "));
        String dashes = curve.dotted() ? " stroke-dasharray=\"2 4\"" : "";
        out.append(format(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                points, curve.colour(), dashes));
        if (!curve.dotted()) {
            curve.points()
                    .forEach(point -> out.append(format(
                            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%d\" fill=\"%s\"/>%n",
                            frame.x(point.x()), frame.y(point.y()), DOT, curve.colour())));
        }
        out.append(format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                LEFT + 16, legend, LEFT + 44, legend, curve.colour(), dashes));
        out.append(text(LEFT + 52, legend + 4, "start", curve.name()));
    }

    private static String rule(double fromX, double fromY, double toX, double toY) {
        return format(
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n", fromX, fromY, toX, toY);
    }

    private static String text(double x, double y, String anchor, String content) {
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#333\">%s</text>%n", x, y, anchor, content);
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
