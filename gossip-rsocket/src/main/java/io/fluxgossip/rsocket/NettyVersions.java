package io.fluxgossip.rsocket;

import io.netty.util.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The versions of Netty's parts on the class path. Parts of two lines, such as 4.1 and 4.2, do not work together: nodes
 * would start and never connect.
 */
final class NettyVersions {

    /** The parts that a connection needs; others may be there for something else. */
    private static final List<String> NEEDED = List.of(
            "netty-buffer", "netty-codec-base", "netty-common", "netty-handler", "netty-resolver", "netty-transport");

    private NettyVersions() {}

    /** Throws if a connection could not work with what is on the class path. */
    static void check() {
        Map<String, String> versions = new TreeMap<>();
        Version.identify().forEach((part, version) -> versions.put(part, version.artifactVersion()));
        faultOf(versions).ifPresent(fault -> {
            throw new IllegalStateException(fault);
        });
    }

    /**
     * Describes what is wrong with these versions.
     *
     * @param versions by part; a part that does not tell its version is not in it
     */
    static Optional<String> faultOf(Map<String, String> versions) {
        Map<String, String> needed = new TreeMap<>(versions);
        needed.keySet().retainAll(NEEDED);
        boolean mixed =
                needed.values().stream().map(NettyVersions::line).distinct().count() > 1;
        return mixed ? Optional.of(fault(needed)) : Optional.empty();
    }

    private static String fault(Map<String, String> versions) {
        String parts = versions.entrySet().stream()
                .map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", "));
        return "the parts of Netty on the class path do not fit together: " + parts
                + "; the node was not started. Import io.fluxgossip:gossip-bom before other BOMs, or set one version of Netty";
    }

    /** 4.2 of 4.2.18.Final. */
    private static String line(String version) {
        return version.replaceFirst("^(\\d+\\.\\d+).*", "$1");
    }
}
