package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Frames from and to arrays. */
final class Wire {

    private Wire() {}

    static byte[] bytes(Frame frame) {
        ByteBuf buffer = new FrameWriter(frame).write(ByteBufAllocator.DEFAULT);
        try {
            return ByteBufUtil.getBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    static Frame frame(byte... bytes) {
        return FrameReader.read(Unpooled.wrappedBuffer(bytes), new Origins());
    }
}
