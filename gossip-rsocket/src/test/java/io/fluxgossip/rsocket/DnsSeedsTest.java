package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.model.Address;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.Connection;
import reactor.netty.udp.UdpServer;

/** Against a name server of this very process. */
class DnsSeedsTest {

    private static final String NAME = "_gossip._tcp.shop.test.";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private List<Address> targets = List.of();

    private final Connection server = UdpServer.create()
            .host("127.0.0.1")
            .port(0)
            .doOnBound(bound -> bound.addHandlerLast(new DatagramDnsQueryDecoder())
                    .addHandlerLast(new DatagramDnsResponseEncoder())
                    .addHandlerLast(new Answerer())
                    .channel()
                    .config()
                    .setAutoRead(true))
            .bindNow(LIMIT);

    private final class Answerer extends SimpleChannelInboundHandler<DatagramDnsQuery> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DatagramDnsResponse response = new DatagramDnsResponse(
                    /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            response.addRecord(DnsSection.QUESTION, question);
            boolean known = question.name().equals(NAME) && question.type().equals(DnsRecordType.SRV);
            response.setCode(known ? DnsResponseCode.NOERROR : DnsResponseCode.NXDOMAIN);
            if (known) {
                targets.forEach(target -> response.addRecord(
                        DnsSection.ANSWER, new DefaultDnsRawRecord(NAME, DnsRecordType.SRV, 5, srv(target))));
            }
            context.writeAndFlush(response).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        }
    }

    private static ByteBuf srv(Address target) {
        ByteBuf content = Unpooled.buffer().writeShort(1).writeShort(2).writeShort(target.port());
        for (String label : List.of(target.host().split("\\.", -1))) {
            content.writeByte(label.length()).writeCharSequence(label, StandardCharsets.US_ASCII);
        }
        return content.writeByte(0);
    }

    @AfterEach
    void close() {
        server.disposeNow(LIMIT);
    }

    private Seeds seeds(String name) {
        InetSocketAddress bound = (InetSocketAddress) server.channel().localAddress();
        return DnsSeeds.srv(name, new SingletonDnsServerAddressStreamProvider(bound));
    }

    @Test
    void eachSrvRecordIsASeed() {
        targets = List.of(new Address("shop-0.shop.test", 7_400), new Address("shop-1.shop.test", 7_401));
        assertThat(seeds("_gossip._tcp.shop.test").addresses().blockFirst(LIMIT))
                .containsExactlyInAnyOrderElementsOf(targets);
    }

    @Test
    void aRecordWithoutPortAndANameThatIsUnknownChangeNothing() {
        targets = List.of(new Address("shop-0.shop.test", 0), new Address("shop-1.shop.test", 7_401));
        assertThat(seeds("_gossip._tcp.shop.test").addresses().blockFirst(LIMIT))
                .containsExactly(targets.get(1));
        assertThat(seeds("_gossip._tcp.nobody.test")
                        .addresses()
                        .take(Duration.ofSeconds(2))
                        .blockFirst(LIMIT))
                .isNull();
        assertThatThrownBy(() -> DnsSeeds.srv(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNodeFindsOthersByThem() {
        try (Cluster cluster = new Cluster()) {
            GossipNode first = cluster.start("first");
            targets = List.of(first.address());
            cluster.start("second", spec -> spec.seeds(seeds("_gossip._tcp.shop.test")));
            Cluster.awaitMet(first, "second");
        }
    }
}
