package io.fluxgossip.benchmarks.clusters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What the operating system has counted on the loopback interface: all of TCP and IP, acknowledgements too. */
record Loopback(long bytes, long packets) {

    private static final Path COUNTERS = Path.of("/proc/self/net/dev");

    /** Null where the system does not tell. */
    static @Nullable Loopback now() {
        try {
            return Files.readAllLines(COUNTERS).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("lo:"))
                    .map(line -> line.substring(3).strip().split("\\s+"))
                    .map(fields -> new Loopback(Long.parseLong(fields[0]), Long.parseLong(fields[1])))
                    .findFirst()
                    .orElse(null);
        } catch (IOException none) {
            return null;
        }
    }

    Loopback since(Loopback before) {
        return new Loopback(bytes - before.bytes, packets - before.packets);
    }
}
