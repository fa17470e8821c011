package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameReader;
import io.fluxgossip.rsocket.wire.FrameWriter;
import io.fluxgossip.rsocket.wire.MalformedFrameException;
import io.fluxgossip.rsocket.wire.Origins;
import io.fluxgossip.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Base64;

/** Frames to base64 and back: counts their bytes, keeps to the limit. */
record FrameText(Transport.Traffic traffic, Origins origins, int maxMessageBytes) {

    /**
     * A frame as text.
     *
     * @throws UnansweredException if it is too large for the peer
     */
    String write(Frame frame) {
        FrameWriter writer = new FrameWriter(frame);
        if (writer.size() > maxMessageBytes) {
            throw new UnansweredException("a message of " + writer.size() + " bytes is over the limit, "
                    + maxMessageBytes + "; it was not sent, nothing changed");
        }
        ByteBuf bytes = writer.write(UnpooledByteBufAllocator.DEFAULT);
        try {
            traffic.sent(writer.size());
            return Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
    }

    /**
     * The frame in a letter.
     *
     * @throws UnansweredException if there is none
     */
    Frame read(Letter letter) {
        try {
            byte[] bytes = Base64.getDecoder().decode(letter.frame());
            traffic.received(bytes.length);
            return FrameReader.read(Unpooled.wrappedBuffer(bytes), origins);
        } catch (MalformedFrameException | IllegalArgumentException unreadable) {
            throw new UnansweredException("not readable, from " + letter.src() + ": " + unreadable.getMessage());
        }
    }
}
