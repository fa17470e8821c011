package io.fluxgossip.benchmarks.commands;

import io.fluxgossip.benchmarks.clusters.peers.Peer;
import io.fluxgossip.benchmarks.clusters.peers.Peers;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a peer. */
final class PeerName implements ITypeConverter<Peer> {

    static Peer first() {
        return Peers.all().get(0);
    }

    @Override
    public Peer convert(String name) {
        return Peers.named(name)
                .orElseThrow(() -> new TypeConversionException("there is no peer '" + name + "', but "
                        + Peers.all().stream().map(Peer::name).collect(Collectors.joining(", "))));
    }
}
