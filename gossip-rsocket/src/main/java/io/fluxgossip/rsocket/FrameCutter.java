package io.fluxgossip.rsocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.rsocket.transport.netty.RSocketLengthCodec;

/**
 * Cuts what a socket gives into frames, where it lies: much is received at a time, and only a frame that came in two
 * parts is put together. Small parts are copied behind what is there, so that a peer that sends its bytes one by one
 * does not fill memory with buffers.
 */
final class FrameCutter {

    /** Several frames of the largest kind. */
    private static final int MAX_RECEIVED_BYTES = 256 << 10;

    private static final int MIN_RECEIVED_BYTES = 64;
    private static final int FIRST_RECEIVED_BYTES = 2 << 10;

    /** From here on copying costs more than a buffer of its own. */
    private static final int LARGE_BYTES = 16 << 10;

    private FrameCutter() {}

    static RSocketLengthCodec of(Channel channel, int maxFrameBytes) {
        channel.config()
                .setRecvByteBufAllocator(
                        new AdaptiveRecvByteBufAllocator(MIN_RECEIVED_BYTES, FIRST_RECEIVED_BYTES, MAX_RECEIVED_BYTES));
        RSocketLengthCodec cutter = new RSocketLengthCodec(maxFrameBytes);
        cutter.setCumulator(FrameCutter::behind);
        return cutter;
    }

    private static ByteBuf behind(ByteBufAllocator allocator, ByteBuf received, ByteBuf part) {
        ByteToMessageDecoder.Cumulator how = part.readableBytes() < LARGE_BYTES
                ? ByteToMessageDecoder.MERGE_CUMULATOR
                : ByteToMessageDecoder.COMPOSITE_CUMULATOR;
        return how.cumulate(allocator, received, part);
    }
}
