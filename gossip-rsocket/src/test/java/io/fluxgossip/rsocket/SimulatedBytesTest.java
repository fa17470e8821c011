package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameWriter;
import io.fluxgossip.simulation.MessageKind;
import io.fluxgossip.simulation.NodeView;
import io.fluxgossip.simulation.Observer;
import io.fluxgossip.simulation.Simulation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The bytes that simulations count are those that the edge encodes. */
class SimulatedBytesTest {

    private static final String TOPIC = "topic";

    private final Set<MessageKind> seen = EnumSet.noneOf(MessageKind.class);

    @Test
    void theSizeOfEachMessageIsTheLengthOfItsFrame() {
        for (Reconciliation form : Reconciliation.values()) {
            run(form, Mode.sync());
            run(form, Mode.async(Duration.ofMillis(200)));
        }
        assertThat(seen)
                .contains(
                        MessageKind.PUSH,
                        MessageKind.EXCHANGE,
                        MessageKind.ANSWER,
                        MessageKind.ANNOUNCE,
                        MessageKind.STATE_REQUEST,
                        MessageKind.STATE,
                        MessageKind.SKETCH_REQUEST,
                        MessageKind.SYMBOLS);
    }

    private void run(Reconciliation form, Mode mode) {
        Simulation simulation = new Simulation(1).observe(new Observer() {
            @Override
            public void sent(NodeView from, NodeId to, Message message) {
                seen.add(MessageKind.of(message));
                assertThat(WireSize.bytesOf(message)).isEqualTo(encoded(message));
            }
        });
        simulation.network().loss(0.2);
        TopicConfig topic = TopicConfig.of(TOPIC).withMode(mode).withReconciliation(form);
        for (int i = 0; i < 12; i++) {
            simulation.start("n" + i, topic);
        }
        for (int i = 0; i < 150; i++) {
            simulation.node("n" + i % 12).put(TOPIC, "k" + i % 40, "value".repeat(i));
            simulation.advance(Duration.ofMillis(20));
        }
        simulation.start("late", topic);
        simulation.advance(Duration.ofSeconds(5));
    }

    private static int encoded(Message message) {
        ByteBuf frame = new FrameWriter(new Frame.Tell(message)).write(UnpooledByteBufAllocator.DEFAULT);
        try {
            return frame.readableBytes();
        } finally {
            frame.release();
        }
    }
}
