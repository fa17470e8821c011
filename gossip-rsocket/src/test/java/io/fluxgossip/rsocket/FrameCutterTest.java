package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes from a socket are cut into frames, however they come, and one that is too long ends the connection. */
class FrameCutterTest {

    private static final int LENGTH_BYTES = 3;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private final EmbeddedChannel channel = new EmbeddedChannel();

    FrameCutterTest() {
        channel.config().setAllocator(allocator);
        channel.pipeline().addLast(FrameCutter.of(channel, SocketLink.MAX_FRAME_BYTES));
    }

    private static byte[] content(Random random, int most) {
        byte[] content = new byte[1 + random.nextInt(most)];
        random.nextBytes(content);
        return content;
    }

    private static ByteBuf behindTheirLengths(List<byte[]> contents) {
        ByteBuf frames = Unpooled.buffer();
        contents.forEach(content -> frames.writeMedium(content.length).writeBytes(content));
        return frames;
    }

    /** The buffer that a socket has filled. */
    private ByteBuf received(ByteBuf from, int bytes) {
        return allocator.buffer(Math.max(64, bytes)).writeBytes(from, bytes);
    }

    private List<byte[]> cut() {
        List<byte[]> contents = new ArrayList<>();
        for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            frame.skipBytes(LENGTH_BYTES);
            byte[] content = new byte[frame.readableBytes()];
            frame.readBytes(content).release();
            contents.add(content);
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 20_000, 256 << 10})
    void framesComeOutAsTheyWereHoweverTheyWereReceived(int mostAtOnce) {
        Random random = new Random(mostAtOnce);
        List<byte[]> sent = new ArrayList<>();
        for (int frame = 0; frame < 200; frame++) {
            sent.add(content(random, frame % 3 == 0 ? SocketLink.FRAGMENT_BYTES : 200));
        }
        ByteBuf bytes = behindTheirLengths(sent);
        List<byte[]> cut = new ArrayList<>();
        while (bytes.isReadable()) {
            channel.writeInbound(received(bytes, Math.min(bytes.readableBytes(), 1 + random.nextInt(mostAtOnce))));
            cut.addAll(cut());
        }
        assertThat(cut.toArray(byte[][]::new)).isDeepEqualTo(sent.toArray(byte[][]::new));
        assertThat(channel.finish()).isFalse();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Test
    void whoSendsByteByByteTakesAtMostFourTimesWhatItSends() {
        int size = SocketLink.FRAGMENT_BYTES;
        ByteBuf bytes = behindTheirLengths(List.of(new byte[size]));
        long most = 0;
        while (bytes.isReadable()) {
            channel.writeInbound(received(bytes, 1));
            most = Math.max(most, allocator.metric().usedHeapMemory());
        }
        assertThat(most).isBetween((long) size, 4L * size);
        assertThat(cut()).hasSize(1);
    }
}
