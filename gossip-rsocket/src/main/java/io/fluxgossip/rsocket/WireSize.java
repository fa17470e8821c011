package io.fluxgossip.rsocket;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameWriter;

/** How long messages are on the wire, for those who count what they do not send: simulations and benchmarks. */
public final class WireSize {

    private WireSize() {}

    /** Bytes of the payload that carries this message, without what RSocket and TCP put around it. */
    public static int bytesOf(Message message) {
        return new FrameWriter(new Frame.Tell(message)).size();
    }
}
