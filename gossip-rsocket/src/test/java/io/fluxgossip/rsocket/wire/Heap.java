package io.fluxgossip.rsocket.wire;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Buffers that have an array and whose every touch is not recorded. */
final class Heap {

    static final ByteBufAllocator ONLY = new UnpooledByteBufAllocator(false, true);

    private Heap() {}
}
