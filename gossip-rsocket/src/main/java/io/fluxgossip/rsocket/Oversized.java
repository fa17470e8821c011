package io.fluxgossip.rsocket;

import io.netty.buffer.ByteBuf;
import io.rsocket.RSocket;
import io.rsocket.frame.FrameType;
import io.rsocket.plugins.RequestInterceptor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees what RSocket refuses by itself, which is a message that grows over {@link RSocketSpec#maxMessageBytes()} while
 * it is put together: the sender of a request gets an error, the sender of a push nothing.
 */
record Oversized(int maxMessageBytes, Consumer<String> refused) implements RequestInterceptor {

    @Override
    public void onTerminate(int stream, FrameType kind, @Nullable Throwable failure) {
        if (failure != null) {
            refused.accept("a message was not taken, the limit is " + maxMessageBytes
                    + " bytes (RSocketSpec.maxMessageBytes): " + failure.getMessage());
        }
    }

    @Override
    public void onStart(int stream, FrameType kind, @Nullable ByteBuf metadata) {}

    @Override
    public void onCancel(int stream, FrameType kind) {}

    @Override
    public void onReject(Throwable reason, FrameType kind, @Nullable ByteBuf metadata) {}

    @Override
    public void dispose() {}

    @Override
    public boolean isDisposed() {
        return false;
    }

    /** For {@code forRequestsInResponder}. */
    RequestInterceptor of(RSocket unused) {
        return this;
    }
}
