package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Frames to bytes. */
public final class FrameWriter {

    private FrameWriter() {}

    /** How many bytes {@link #write} will write. */
    public static int size(Frame frame) {
        return counted(frame).size();
    }

    /**
     * The frame in a buffer of exactly its size; whoever calls releases it.
     *
     * @throws IllegalArgumentException for {@link Frame.Unknown}, which cannot be written
     */
    public static ByteBuf write(Frame frame, ByteBufAllocator allocator) {
        FieldCounter counted = counted(frame);
        int size = counted.size();
        ByteBuf buffer = allocator.buffer(size, size);
        EnvelopeFormat.write(frame, new FieldWriter(counted, buffer.nioBuffer(0, size)));
        return buffer.writerIndex(size);
    }

    private static FieldCounter counted(Frame frame) {
        FieldCounter counter = new FieldCounter();
        EnvelopeFormat.write(frame, counter);
        return counter;
    }
}
