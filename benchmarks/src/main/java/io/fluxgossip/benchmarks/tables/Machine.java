package io.fluxgossip.benchmarks.tables;

import io.fluxgossip.benchmarks.jvm.Jvm;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** On what and of what something was measured. */
final class Machine {

    private Machine() {}

    static String text() throws IOException {
        Properties versions = new Properties();
        try (InputStream in = Objects.requireNonNull(Machine.class.getResourceAsStream("versions.properties"))) {
            versions.load(in);
        }
        String list = new TreeSet<>(versions.stringPropertyNames())
                .stream().map(name -> name + " " + versions.getProperty(name)).collect(Collectors.joining(", "));
        return "Machine: " + Runtime.getRuntime().availableProcessors() + " cores, " + memory() + " of memory, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", JVM "
                + Runtime.version() + "; "
                + (Jvm.isAlone()
                        ? "each cluster on a loopback interface of its own.\n\n"
                        : "bytes are those of a loopback interface that others may have used, too.\n\n")
                + "Versions: " + list + ".\n";
    }

    private static String memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? NumberText.number(system.getTotalMemorySize() / 1e9) + " GB"
                : "an unknown amount";
    }
}
