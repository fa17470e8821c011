package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** Bytes to frames, whatever the bytes are. */
public final class FrameReader {

    private FrameReader() {}

    /**
     * The frame that the readable bytes are. All of it is copied; the buffer stays as it is, its indices and its
     * reference count among them, and is the caller's to release. What is allocated is at most a small multiple of what
     * is there to be read.
     *
     * @throws MalformedFrameException if they are none
     */
    public static Frame read(ByteBuf frame) {
        FieldReader in = new FieldReader(frame);
        try {
            return in.whole(EnvelopeFormat::read);
        } catch (IOException | IllegalArgumentException wrong) {
            throw in.malformed(wrong.getMessage(), wrong);
        }
    }
}
