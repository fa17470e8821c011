package io.fluxgossip.benchmarks.tables;

import java.util.Locale;

/** Figures as people read them: three digits, and units. */
final class NumberText {

    private NumberText() {}

    /** With three digits, and a comma at each thousand. */
    static String number(double number) {
        double size = Math.abs(number);
        return String.format(Locale.ROOT, size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f", rounded(number));
    }

    private static double rounded(double number) {
        double size = Math.abs(number);
        if (size < 999.5 || Double.isInfinite(number)) {
            return number;
        }
        double step = Math.pow(10, Math.floor(Math.log10(size)) - 2);
        return Math.round(number / step) * step;
    }

    static String bytes(double bytes) {
        double size = Math.abs(bytes);
        if (size < 999.5) {
            return number(bytes) + " B";
        }
        return size < 999_500 ? number(bytes / 1e3) + " kB" : number(bytes / 1e6) + " MB";
    }
}
