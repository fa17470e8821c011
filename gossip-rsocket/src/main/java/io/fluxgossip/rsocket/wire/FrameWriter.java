package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Frames to bytes. */
public final class FrameWriter {

    private FrameWriter() {}

    /** How many bytes {@link #write} will write. */
    public static int size(Frame frame) {
        return new FieldCounter().sizeOf(frame, EnvelopeFormat::write);
    }

    /**
     * The frame in a buffer of exactly its size; whoever calls releases it.
     *
     * @throws IllegalArgumentException for {@link Frame.Unknown}, which cannot be written
     */
    public static ByteBuf write(Frame frame, ByteBufAllocator allocator) {
        int size = size(frame);
        ByteBuf buffer = allocator.buffer(size, size);
        try {
            FieldWriter writer = new FieldWriter(buffer.nioBuffer(0, size));
            EnvelopeFormat.write(frame, writer);
            writer.close();
            return buffer.writerIndex(size);
        } catch (RuntimeException | Error bug) {
            buffer.release();
            throw bug;
        }
    }
}
