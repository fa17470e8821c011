package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** One frame to bytes, which are counted before they are written. */
public final class FrameWriter {

    private final Frame frame;
    private final FieldCounter counted = new FieldCounter();

    /** @throws IllegalArgumentException for {@link Frame.Unknown}, which cannot be written */
    public FrameWriter(Frame frame) {
        this.frame = frame;
        EnvelopeFormat.write(frame, counted);
    }

    /** How many bytes {@link #write} writes. */
    public int size() {
        return counted.size();
    }

    /** The frame in a buffer of exactly its size; whoever calls releases it. */
    public ByteBuf write(ByteBufAllocator allocator) {
        ByteBuf buffer = allocator.buffer(size(), size());
        EnvelopeFormat.write(frame, new FieldWriter(counted, buffer.nioBuffer(0, size())));
        return buffer.writerIndex(size());
    }
}
