package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Message.Push;
import io.fluxgossip.protocol.message.Message.StateRequest;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes on the wire and bytes on the heap. */
class FrameCostTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a typed error takes, most of it its stack trace. */
    private static final int ERROR_BYTES = 16 << 10;

    private static final int WARM = 2_000;

    private static final long NOW = 1_790_000_000_000L << Version.COUNTER_BITS;
    private static final NodeId ORIGIN = new NodeId("shop-1", 1_790_000_000_000L);

    @Test
    void aPushOfOneEntryOf20BytesTakes71BytesAndLessThanOneKibibyteToWriteOrRead() {
        Entry entry = new Entry(Bytes.utf8("dark-mod"), Bytes.utf8("on for all.."), new Version(NOW, ORIGIN));
        Run run = new Run(ORIGIN, NOW - (1000 << Version.COUNTER_BITS), NOW, List.of(entry));
        Frame push = new Tell(new Push("flags", Delta.of(run)));
        assertThat(new FrameWriter(push).size()).isEqualTo(71);
        assertThat(toWrite(push)).isLessThan(1024);
        assertThat(toRead(Wire.bytes(push))).isLessThan(1024);
    }

    @Test
    void aDigestOf100OriginsTakesLessThan3KibibytesAndLessThan300BytesEachToRead() {
        TreeMap<NodeId, Long> watermarks = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            watermarks.put(new NodeId("shop-" + (100 + i), ORIGIN.generation()), NOW + i);
        }
        Frame request = new Tell(new StateRequest("flags", new Digest(watermarks)));
        assertThat(new FrameWriter(request).size()).isLessThan(3 << 10);
        assertThat(toWrite(request)).isLessThan(6 << 10);
        assertThat(toRead(Wire.bytes(request))).isLessThan(100 * 300);
    }

    @ParameterizedTest
    @EnumSource
    void aLengthThatIsClaimedIsNotAllocated(Kind kind) {
        Seeds.each(1_000, random -> {
            byte[] frame =
                    HostileFrameTest.claiming(Wire.bytes(kind.any(random)), random.nextLong(1 << 20, 1L << 31), random);
            assertThat(toReadOrRefuse(frame)).isLessThan(ERROR_BYTES + 16L * frame.length);
        });
    }

    /** The smallest messages are those that take most on the heap for a byte on the wire. */
    @Test
    void noFrameTakesMoreThan80TimesItsBytesOnTheHeap() throws IOException {
        byte[] topic = {0x0A, 1, 't'};
        byte[] run = {0x0A, 1, 'a', 0x20, (byte) 0xFF, (byte) 0xFF, 0x7F};
        byte[] entry = {0x2A, 2, 0x18, 1};
        byte[] emptyRun = {0x12, 3, 0x0A, 1, 'a'};
        byte[] request = {0x0A, 5, 0x0A, 1, 't', 0x1A, 0};
        byte[] response = {0x0A, 5, 0x0A, 1, 't', 0x22, 0};
        dense("entries", Kind.PUSH, topic, HostileFrameTest.field(2, many(run, n -> entry)));
        dense("runs", Kind.STATE, many(topic, n -> emptyRun));
        dense("watermarks", Kind.STATE_REQUEST, many(topic, FrameCostTest::watermark));
        dense("inquiries", Kind.EXCHANGE, many(new byte[0], n -> request));
        dense("replies", Kind.ANSWER, many(new byte[0], n -> response));
    }

    @Test
    void noMemberUpdatesTakesMoreThan80TimesItsBytesOnTheHeap() throws IOException {
        byte[] memberState = {0x1A, 3, 0x0A, 1, 'a'};
        byte[] judged = {0x1A, 8, 0x0A, 1, 'a', 0x20, 1, 0x2A, 1, 'b'};
        byte[] member = {0x0A, 1, 'a'};
        byte[] tagged = HostileFrameTest.field(3, many(512, member, FrameCostTest::tag));
        dense("memberStates", Kind.EXCHANGE, 80, memberUpdates(10_000, memberState));
        dense("judged memberStates", Kind.ANSWER, 80, memberUpdates(10_000, judged));
        dense("tags", Kind.EXCHANGE, 80, memberUpdates(100, tagged));
    }

    private static byte[] memberUpdates(int size, byte[] memberState) throws IOException {
        return HostileFrameTest.field(2, many(size, new byte[0], n -> memberState));
    }

    private static byte[] watermark(int n) {
        return new byte[] {0x12, 5, 0x0A, 3, (byte) ('!' + n / 8_836), (byte) ('!' + n / 94 % 94), (byte) ('!' + n % 94)
        };
    }

    private static byte[] tag(int n) {
        return new byte[] {0x42, 4, 0x0A, 2, (byte) ('!' + n / 94), (byte) ('!' + n % 94)};
    }

    private static byte[] many(byte[] first, IntFunction<byte[]> rest) {
        return many(10_000, first, rest);
    }

    private static byte[] many(int count, byte[] first, IntFunction<byte[]> rest) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        for (int n = 0; n < count; n++) {
            out.writeBytes(rest.apply(n));
        }
        return out.toByteArray();
    }

    private static void dense(String what, Kind kind, byte[]... content) throws IOException {
        dense(what, kind, 80, content);
    }

    private static void dense(String what, Kind kind, long times, byte[]... content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : content) {
            out.writeBytes(part);
        }
        byte[] frame = HostileFrameTest.field(kind.fieldNumber, out.toByteArray());
        assertThat(Wire.bytes(Wire.frame(frame))).isEqualTo(frame);
        assertThat(toReadOrRefuse(frame)).as(what).isLessThan(times * frame.length);
    }

    private static long toWrite(Frame frame) {
        return least(WARM, () -> new FrameWriter(frame).write(Heap.ONLY).release());
    }

    private static long toRead(byte[] frame) {
        ByteBuf buffer = Unpooled.wrappedBuffer(frame);
        try {
            return least(WARM, () -> FrameReader.read(buffer, new Origins()));
        } finally {
            buffer.release();
        }
    }

    private static long toReadOrRefuse(byte[] frame) {
        ByteBuf buffer = Unpooled.wrappedBuffer(frame);
        return least(3, () -> {
            try {
                FrameReader.read(buffer, new Origins());
            } catch (MalformedFrameException typed) {
                assertThat(typed).isNotNull();
            }
        });
    }

    /** Of several runs, since the first ones load classes and compile. */
    private static long least(int runs, Runnable step) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < runs; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            step.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
