package io.fluxgossip.rsocket;

import io.fluxgossip.Seeds;
import io.fluxgossip.model.Address;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpResources;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Seeds from DNS that need more than the JDK's resolver. */
public final class DnsSeeds {

    private static final Logger LOG = Loggers.getLogger(DnsSeeds.class);

    /** Priority, weight and port, two bytes each, stand before the name of the target (RFC 2782). */
    private static final int PORT_OFFSET = 4;

    private static final int TARGET_OFFSET = 6;

    private DnsSeeds() {}

    /**
     * All targets of a name's SRV records, whatever their priority and weight, looked up again every 30 seconds. What
     * cannot be resolved for the moment changes nothing.
     *
     * @param name such as {@code _gossip._tcp.shop.example}; a named port of a headless Service of Kubernetes has such
     *     a one
     */
    public static Seeds srv(String name) {
        return srv(name, DnsServerAddressStreamProviders.platformDefault());
    }

    static Seeds srv(String name, DnsServerAddressStreamProvider servers) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("SRV records have a name, such as _gossip._tcp.shop.example");
        }
        return Seeds.lookedUp(Mono.using(() -> resolver(servers), open -> lookUp(open, name), DnsNameResolver::close)
                .doOnError(failure -> LOG.warn("SRV records of {} cannot be resolved: {}", name, failure.toString())));
    }

    private static DnsNameResolver resolver(DnsServerAddressStreamProvider servers) {
        LoopResources resources = TcpResources.get();
        EventLoopGroup loops = resources.onClient(LoopResources.DEFAULT_NATIVE);
        return new DnsNameResolverBuilder(loops.next())
                .datagramChannelType(resources.onChannelClass(DatagramChannel.class, loops))
                .nameServerProvider(servers)
                .build();
    }

    private static Mono<List<Address>> lookUp(DnsNameResolver resolver, String name) {
        return Mono.create(sink -> resolver.resolveAll(new DefaultDnsQuestion(name, DnsRecordType.SRV))
                .addListener((Future<List<DnsRecord>> records) -> {
                    if (records.isSuccess()) {
                        sink.success(addresses(records.getNow()));
                    } else {
                        sink.error(records.cause());
                    }
                }));
    }

    private static List<Address> addresses(List<DnsRecord> records) {
        List<Address> found = new ArrayList<>();
        try {
            for (DnsRecord record : records) {
                if (record instanceof DnsRawRecord raw && raw.type().equals(DnsRecordType.SRV)) {
                    Address address = address(raw.content());
                    if (address.port() > 0) {
                        found.add(address);
                    }
                }
            }
        } finally {
            records.forEach(ReferenceCountUtil::release);
        }
        return found;
    }

    private static Address address(ByteBuf content) {
        int port = content.getUnsignedShort(content.readerIndex() + PORT_OFFSET);
        ByteBuf target = content.slice(content.readerIndex() + TARGET_OFFSET, content.readableBytes() - TARGET_OFFSET);
        String host = DefaultDnsRecordDecoder.decodeName(target);
        return new Address(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, port);
    }
}
