package io.fluxgossip.rsocket;

import io.fluxgossip.model.GossipException;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameReader;
import io.fluxgossip.rsocket.wire.FrameWriter;
import io.fluxgossip.rsocket.wire.MalformedFrameException;
import io.fluxgossip.rsocket.wire.Origins;
import io.fluxgossip.transport.Transport;
import io.netty.buffer.ByteBufAllocator;
import io.rsocket.Payload;
import io.rsocket.util.ByteBufPayload;
import org.jspecify.annotations.Nullable;

/** Frames to payloads and back: counts their bytes, keeps to the limit, releases what it has read. */
final class Frames {

    private final ByteBufAllocator allocator;
    private final Transport.Traffic traffic;
    private final Origins origins;
    private final int maxMessageBytes;

    Frames(ByteBufAllocator allocator, Transport.Traffic traffic, Origins origins, int maxMessageBytes) {
        this.allocator = allocator;
        this.origins = origins;
        this.traffic = traffic;
        this.maxMessageBytes = maxMessageBytes;
    }

    int maxMessageBytes() {
        return maxMessageBytes;
    }

    /**
     * The payload of a frame; whoever sends it gives it away.
     *
     * @throws TooLargeException if the peer would not take it; nothing was sent
     */
    Payload write(Frame frame) {
        FrameWriter writer = new FrameWriter(frame);
        if (writer.size() > maxMessageBytes) {
            throw new TooLargeException(writer.size(), maxMessageBytes);
        }
        traffic.sent(writer.size());
        return ByteBufPayload.create(writer.write(allocator));
    }

    /** Null if the notice is too large; that is counted, and an exchange will say the same thing in other words. */
    @Nullable
    Payload writeWithinLimit(Message.Notice notice) {
        try {
            return write(new Frame.Tell(notice));
        } catch (TooLargeException tooLarge) {
            traffic.refused(tooLarge.getMessage());
            return null;
        }
    }

    /**
     * The frame in a payload, which is released in any case.
     *
     * @throws MalformedFrameException if there is none; that is counted
     */
    Frame read(Payload payload) {
        try {
            traffic.received(payload.sliceData().readableBytes());
            return FrameReader.read(payload.sliceData(), origins);
        } catch (MalformedFrameException malformed) {
            traffic.refused(malformed.getMessage());
            throw malformed;
        } finally {
            payload.release();
        }
    }

    /** The answer in a payload, which must be of this kind. */
    <M extends Message> M read(Payload payload, Class<M> kind) {
        Frame frame = read(payload);
        if (frame instanceof Frame.Tell tell && kind.isInstance(tell.message())) {
            return kind.cast(tell.message());
        }
        throw new RefusedByPeerException(
                frame instanceof Frame.Refusal refusal ? refusal.reason() : "it answered with a frame of another kind");
    }

    /** A message over the limit; it was not sent. */
    static final class TooLargeException extends GossipException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int bytes, int limit) {
            super("a message of " + bytes + " bytes is over the limit, " + limit
                    + " (RSocketSpec.maxMessageBytes); it was not sent, nothing changed");
        }

        @Override
        public boolean isTransient() {
            return false;
        }
    }

    /** The peer did not want to answer. */
    static final class RefusedByPeerException extends GossipException {
        private static final long serialVersionUID = 1L;

        RefusedByPeerException(String reason) {
            super("the peer refused: " + reason);
        }

        @Override
        public boolean isTransient() {
            return true;
        }
    }
}
