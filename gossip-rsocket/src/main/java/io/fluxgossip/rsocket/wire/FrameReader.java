package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBuf;

/** Bytes to frames, whatever the bytes are. */
public final class FrameReader {

    private FrameReader() {}

    /**
     * The frame that the readable bytes are. All of it is copied; the buffer stays as it is, its indices and its
     * reference count among them, and is the caller's to release. What is allocated is at most a multiple of what is
     * there to be read, whatever lengths it claims.
     *
     * @param origins of all frames of a node
     * @throws MalformedFrameException if they are none
     */
    public static Frame read(ByteBuf frame, Origins origins) {
        FieldReader in = new FieldReader(frame.nioBuffer(), origins);
        try {
            return EnvelopeFormat.read(in);
        } catch (IllegalArgumentException refused) {
            throw in.malformed(String.valueOf(refused.getMessage()), refused);
        }
    }
}
