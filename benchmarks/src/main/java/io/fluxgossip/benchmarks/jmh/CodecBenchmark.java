package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.rsocket.wire.FrameReader;
import io.fluxgossip.rsocket.wire.FrameWriter;
import io.fluxgossip.rsocket.wire.Origins;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Frames of pushes, beside the same bytes written by hand. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
public class CodecBenchmark {

    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    /** Entries in a push. */
    @Param({"1", "100"})
    public int entries;

    private Message.Push push = Cores.push(Cores.THERE, 0, 1, 1, 1);
    private ByteBuf frame = Unpooled.EMPTY_BUFFER;
    private final Origins origins = new Origins();

    /** Both write the same. */
    @Setup
    public void begin() {
        push = Cores.push(Cores.THERE, 0, 1_000, 1, entries);
        frame = Unpooled.copiedBuffer(new FrameWriter(new Frame.Tell(push)).write(ALLOCATOR));
        ByteBuf byHand = byHandWritten();
        if (!byHand.equals(frame)) {
            throw new IllegalStateException("what was written by hand is not the same");
        }
    }

    /** The codec of this project. */
    @Benchmark
    public int write() {
        ByteBuf written = new FrameWriter(new Frame.Tell(push)).write(ALLOCATOR);
        int size = written.readableBytes();
        written.release();
        return size;
    }

    /** The floor. */
    @Benchmark
    public int byHand() {
        ByteBuf written = byHandWritten();
        int size = written.readableBytes();
        written.release();
        return size;
    }

    private ByteBuf byHandWritten() {
        int size = frame.readableBytes();
        ByteBuf buffer = ALLOCATOR.buffer(size, size);
        ByHand.write(push, buffer.nioBuffer(0, size));
        return buffer.writerIndex(size);
    }

    /** Bytes to a message. */
    @Benchmark
    public Frame read() {
        return FrameReader.read(frame, origins);
    }
}
