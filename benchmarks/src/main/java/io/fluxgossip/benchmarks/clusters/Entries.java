package io.fluxgossip.benchmarks.clusters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is written: keys of 16 bytes, and values of which each sorts behind those before it. Not for many threads. */
final class Entries {

    private static final String PADDING = "x".repeat(1_024);

    private long number;

    static String key(int key) {
        return String.format(Locale.ROOT, "key-%012d", key);
    }

    String value(int bytes) {
        String head = String.format(Locale.ROOT, "%012d:", number++);
        return head + PADDING.substring(0, bytes - head.length());
    }

    /** Updates of the same keys over and over. */
    List<Map.Entry<String, String>> updates(int updates, int bytes) {
        List<Map.Entry<String, String>> entries = new ArrayList<>(updates);
        for (int update = 0; update < updates; update++) {
            entries.add(Map.entry(key(update % Course.KEYS), value(bytes)));
        }
        return entries;
    }

    /** Each key once. */
    Map<String, String> keys(int keys) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int key = 0; key < keys; key++) {
            entries.put(key(key), value(64));
        }
        return entries;
    }

    /** What is left of updates in the end. */
    static Map<String, String> last(List<Map.Entry<String, String>> updates) {
        Map<String, String> last = new LinkedHashMap<>();
        updates.forEach(update -> last.put(update.getKey(), update.getValue()));
        return last;
    }
}
