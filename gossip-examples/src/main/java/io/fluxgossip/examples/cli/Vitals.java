package io.fluxgossip.examples.cli;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;

/**
 * What this JVM measures of itself. Nodes that share the JVM share the figures; each reads them when its turn comes.
 *
 * @param load share of all processors that this process used lately, 0 to 1; negative if unknown
 * @param heapBytes heap in use, garbage included
 * @param collections of garbage, since the start
 */
record Vitals(double load, long heapBytes, long collections) {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    static Vitals measure() {
        return new Vitals(
                SYSTEM.getProcessCpuLoad(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                        .sum());
    }

    /** Milliseconds since this JVM was started. */
    static long uptimeMillis() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    /** As entries of a topic, under keys that begin with the name of a node. */
    Map<String, String> entries(String node) {
        return Map.of(
                node + ".load", String.format(Locale.ROOT, "%.3f", load),
                node + ".heap", Long.toString(heapBytes),
                node + ".gc", Long.toString(collections));
    }
}
