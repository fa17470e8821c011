package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Origins are written once in a frame, and read back in their places. */
class OriginsTest {

    private final Origins origins = new Origins();

    /** What a node keeps of a push of one entry. */
    private NodeId originRead(String name) {
        NodeId origin = new NodeId(name, 1);
        Entry entry = new Entry(Bytes.utf8("k"), Bytes.utf8("v"), new Version(5, origin));
        Message.Push push = new Message.Push("t", Delta.of(new Run(origin, 4, 5, List.of(entry))), 0);
        ByteBuf frame = new FrameWriter(new Frame.Tell(push)).write(UnpooledByteBufAllocator.DEFAULT);
        try {
            Frame.Tell read = (Frame.Tell) FrameReader.read(frame, origins);
            Message.Push heard = (Message.Push) read.message();
            return heard.delta().runs().get(0).entries().get(0).origin();
        } finally {
            frame.release();
        }
    }

    @Test
    void entriesOfOneOriginShareItsNameAcrossFrames() {
        NodeId first = originRead("a");
        assertThat(originRead("a")).isSameAs(first);
        assertThat(originRead("b")).isEqualTo(new NodeId("b", 1));
    }

    @Test
    void aPeerThatNamesVeryManyFillsNoMemory() {
        NodeId first = originRead("a");
        for (int i = 0; i < 20_000; i++) {
            originRead("n" + i);
        }
        assertThat(originRead("a")).isSameAs(first);
        assertThat(originRead("n19999")).isNotSameAs(originRead("n19999")).isEqualTo(new NodeId("n19999", 1));
    }
}
