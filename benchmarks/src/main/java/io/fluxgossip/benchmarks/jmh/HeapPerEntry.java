package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.benchmarks.jvm.Heap;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameReader;
import io.fluxgossip.rsocket.wire.FrameWriter;
import io.fluxgossip.rsocket.wire.Origins;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.lang.ref.Reference;
import java.util.function.Consumer;

/** What one entry of a replica takes: a key of 16 bytes, a value of 64, and all that is around them. */
final class HeapPerEntry {

    private static final int AT_ONCE = 1_000;

    private HeapPerEntry() {}

    /** Bytes of heap per entry of a node that has written them itself. */
    static double written(int keys) {
        return perEntry(keys, core -> {
            for (int key = 0; key < keys; key++) {
                core.write(Cores.NOW, Cores.TOPIC, Cores.key(key), Cores.value());
            }
        });
    }

    /** Bytes of heap per entry of a node that has read them off the wire. */
    static double heard(int keys) {
        return perEntry(keys, core -> {
            Origins origins = new Origins();
            for (int key = 0; key < keys; key += AT_ONCE) {
                Message.Push push = Cores.push(Cores.THERE, key, keys, key, Math.min(AT_ONCE, keys - key));
                core.receive(Cores.NOW, Cores.THERE, (Message.Push) overTheWire(push, origins));
            }
        });
    }

    private static Message overTheWire(Message.Push push, Origins origins) {
        ByteBuf bytes = new FrameWriter(new Frame.Tell(push)).write(UnpooledByteBufAllocator.DEFAULT);
        try {
            return ((Frame.Tell) FrameReader.read(bytes, origins)).message();
        } finally {
            bytes.release();
        }
    }

    private static double perEntry(int keys, Consumer<GossipCore> fill) {
        GossipCore core = Cores.linked(Cores.HERE, Cores.THERE);
        try {
            long before = Heap.reachableBytes();
            fill.accept(core);
            long after = Heap.reachableBytes();
            check(core, keys);
            return (double) (after - before) / keys;
        } finally {
            Reference.reachabilityFence(core);
        }
    }

    private static void check(GossipCore core, int keys) {
        int held = core.replica(Cores.TOPIC).size();
        if (held != keys || core.replica(Cores.TOPIC).digest().isEmpty()) {
            throw new IllegalStateException("it holds " + held + " keys of " + keys + ", or has gaps");
        }
    }
}
