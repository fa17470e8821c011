package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fluxgossip.Codec;
import io.fluxgossip.GossipMeter;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameReader;
import io.fluxgossip.rsocket.wire.FrameWriter;
import io.fluxgossip.rsocket.wire.Origins;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.RSocket;
import io.rsocket.core.RSocketConnector;
import io.rsocket.transport.netty.client.TcpClientTransport;
import io.rsocket.util.ByteBufPayload;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Strangers, liars and noise: refused with a reason, counted, and without harm to anyone. */
class RefusalTest {

    private static final TopicSpec<String, String> SPEC = TopicSpec.of("t", Codec.utf8(), Codec.utf8());

    private final Cluster cluster = new Cluster();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(GossipNode.class)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(GossipNode.class)).detachAppender(log);
        cluster.close();
    }

    private GossipNode node() {
        return cluster.start("a", spec -> spec.meters(registry));
    }

    private double refused() {
        return registry.get(GossipMeter.REFUSED.meterName()).functionCounter().count();
    }

    private boolean isLogged(String... parts) {
        return new ArrayList<>(log.list)
                .stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .anyMatch(line -> List.of(parts).stream().allMatch(line::contains));
    }

    private static void assertAlive(GossipNode node) {
        Topic<String, String> topic = node.topic(SPEC);
        topic.put("alive", "yes").block(Cluster.LIMIT);
        assertThat(topic.get("alive")).isEqualTo("yes");
    }

    @Test
    void nodesOfTwoClustersRefuseEachOtherAndEachSaysWhy() {
        GossipNode a = node();
        cluster.own(RSocketGossip.node("other")
                .name("b")
                .seeds(Seeds.fixed(a.address().toString()))
                .startNow(Cluster.LIMIT));
        Cluster.await(
                "said by the one called",
                () -> isLogged("connection from", "this is cluster 'test', b belongs to cluster 'other'"));
        Cluster.await(
                "said by the caller",
                () -> isLogged(
                        "connection to",
                        "the other side says",
                        "this is cluster 'test', b belongs to cluster 'other'"));
        assertAlive(a);
    }

    /** A peer of our own making, which says hello and then what the test wants. */
    private static RSocket stranger(GossipNode node, String name) {
        RSocket rsocket = RSocketConnector.create()
                .fragment(SocketLink.FRAGMENT_BYTES)
                .connect(TcpClientTransport.create(
                        node.address().host(), node.address().port()))
                .blockOptional(Cluster.LIMIT)
                .orElseThrow();
        Frame welcome = ask(
                rsocket, new Frame.Greeting(new Hello("test", 1, MemberState.of(new NodeId(name, 1), "", Map.of()))));
        assertThat(welcome).isInstanceOf(Frame.Welcome.class);
        return rsocket;
    }

    private static Frame ask(RSocket rsocket, Frame frame) {
        return ask(rsocket, ByteBufPayload.create(new FrameWriter(frame).write(ByteBufAllocator.DEFAULT)));
    }

    private static Frame ask(RSocket rsocket, Payload payload) {
        Payload answer =
                rsocket.requestResponse(payload).blockOptional(Cluster.LIMIT).orElseThrow();
        try {
            return FrameReader.read(answer.sliceData(), new Origins());
        } finally {
            answer.release();
        }
    }

    @Test
    void noiseOnAnOpenConnectionIsAnsweredWithAReasonAndTheConnectionGoesOn() {
        GossipNode a = node();
        RSocket stranger = stranger(a, "stranger");
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 1_000; i++) {
            byte[] noise = new byte[random.nextInt(1, 200)];
            random.nextBytes(noise);
            noise[0] = (byte) 0xFF;
            assertThat(ask(stranger, ByteBufPayload.create(noise))).isInstanceOf(Frame.Refusal.class);
            stranger.fireAndForget(ByteBufPayload.create(noise)).block(Cluster.LIMIT);
            Payload piece = stranger.requestStream(ByteBufPayload.create(noise)).blockLast(Cluster.LIMIT);
            Objects.requireNonNull(piece).release();
        }
        Cluster.await("all are counted", () -> refused() >= 3_000);
        assertThat(ask(stranger, new Frame.Tell(new Message.Exchange(List.of()))))
                .isInstanceOf(Frame.Tell.class);
        stranger.dispose();
        assertAlive(a);
    }

    @Test
    void whoDoesNotSayHelloFirstIsRefused() {
        GossipNode a = node();
        RSocket rude = RSocketConnector.create()
                .connect(TcpClientTransport.create(
                        a.address().host(), a.address().port()))
                .blockOptional(Cluster.LIMIT)
                .orElseThrow();
        Frame answer = ask(rude, new Frame.Tell(new Message.Exchange(List.of())));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Frame.Refusal.class,
                        refusal -> assertThat(refusal.reason()).contains("the first thing to say is hello"));
        rude.dispose();
    }

    @Test
    void aMessageOverTheLimitIsRefusedAndTheConnectionGoesOn() {
        GossipNode a = node();
        RSocket stranger = stranger(a, "stranger");
        byte[] tooLarge = new byte[(1 << 20) + 100];
        assertThatThrownBy(() -> stranger.requestResponse(ByteBufPayload.create(tooLarge))
                        .block(Cluster.LIMIT))
                .hasMessageContaining("1048576");
        stranger.fireAndForget(ByteBufPayload.create(tooLarge)).block(Cluster.LIMIT);
        Cluster.await("both are counted", () -> refused() == 2);
        assertThat(isLogged("the limit is 1048576 bytes (RSocketSpec.maxMessageBytes)"))
                .isTrue();
        assertAlive(a);
        RSocket another = stranger(a, "another");
        assertThat(ask(another, new Frame.Tell(new Message.Exchange(List.of()))))
                .isInstanceOf(Frame.Tell.class);
        stranger.dispose();
        another.dispose();
    }

    @Test
    void aFrameOverTheLimitClosesItsConnectionAndSaysTheLimit() throws IOException {
        GossipNode a = node();
        try (Socket raw = new Socket(a.address().host(), a.address().port())) {
            OutputStream out = raw.getOutputStream();
            out.write(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
            out.write(new byte[100]);
            out.flush();
            Cluster.await("refused", () -> isLogged("a frame over the limit of " + SocketLink.MAX_FRAME_BYTES));
            assertThat(isClosed(raw)).isTrue();
        }
        assertAlive(a);
    }

    /** A socket that is closed before all that came was read is reset. */
    private static boolean isClosed(Socket raw) throws IOException {
        try {
            return raw.getInputStream().read() == -1;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void rawNoiseOnTheSocketHarmsNobody() throws IOException {
        GossipNode a = node();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            try (Socket raw = new Socket(a.address().host(), a.address().port())) {
                byte[] noise = new byte[random.nextInt(1, 2_000)];
                random.nextBytes(noise);
                raw.getOutputStream().write(noise);
            } catch (IOException closedByTheNode) {
                assertThat(closedByTheNode).isNotNull();
            }
        }
        assertAlive(a);
    }
}
