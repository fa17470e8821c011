package io.fluxgossip.rsocket;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.TooLongFrameException;
import java.util.function.Consumer;
import reactor.netty.Connection;

/**
 * Knows when a socket takes more. RSocket's own queue is unbounded and says "done" when a frame is queued, so nothing
 * less than the socket's own word will do.
 *
 * <p>Everything here runs on the event loop of the socket. The answer always comes in a later turn of the loop, never
 * from within the callback: that one is called in the middle of a flush, and writing there would re-enter it.
 */
final class Gate extends ChannelInboundHandlerAdapter {

    private final Connection socket;

    /** Kept, since a channel that is closed has none any more. */
    private final EventLoop loop;

    private final Runnable opened;
    private final Consumer<String> refused;
    private boolean asked;

    /** Tells {@code opened}, once for each {@link #write}, that the socket takes more. */
    Gate(Connection socket, Runnable opened, Consumer<String> refused) {
        this.socket = socket;
        this.loop = socket.channel().eventLoop();
        this.opened = opened;
        this.refused = refused;
    }

    /** From any thread: writes something, and asks for room when that is done. */
    void write(Runnable something) {
        loop.execute(() -> {
            something.run();
            asked = true;
            openIfWritable();
        });
    }

    private void openIfWritable() {
        if (asked && socket.channel().isWritable()) {
            asked = false;
            opened.run();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (asked && socket.channel().isWritable()) {
            loop.execute(this::openIfWritable);
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            refused.accept("a frame over the limit of " + SocketLink.MAX_FRAME_BYTES
                    + " bytes; the connection is closed: " + cause.getMessage());
        }
        context.fireExceptionCaught(cause);
    }
}
