package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The bytes of one kind of frame, a push of one run of values, written by whoever knows nothing else: the floor of the
 * codec.
 */
final class ByHand {

    private ByHand() {}

    static void write(Message.Push push, ByteBuffer out) {
        byte[] topic = push.topic().getBytes(StandardCharsets.US_ASCII);
        Run run = push.delta().runs().get(0);
        byte[] name = run.origin().name().getBytes(StandardCharsets.US_ASCII);
        int runSize = runSize(run, name.length);
        int pushSize = 1 + sized(topic.length) + 1 + sized(runSize);
        out.put((byte) 0x0a);
        varint(pushSize, out);
        text((byte) 0x0a, topic, out);
        out.put((byte) 0x12);
        varint(runSize, out);
        text((byte) 0x0a, name, out);
        out.put((byte) 0x10);
        varint(run.origin().generation(), out);
        out.put((byte) 0x19).putLong(Long.reverseBytes(run.after()));
        out.put((byte) 0x20);
        varint(run.upTo() - run.after(), out);
        long last = run.after();
        for (Entry entry : run.entries()) {
            Bytes value = Objects.requireNonNull(entry.value());
            long step = entry.timestamp() - last;
            out.put((byte) 0x2a);
            varint(entrySize(entry, step), out);
            bytes((byte) 0x0a, entry.key(), out);
            bytes((byte) 0x12, value, out);
            out.put((byte) 0x18);
            varint(step, out);
            last = entry.timestamp();
        }
    }

    private static int runSize(Run run, int name) {
        int size = 1 + sized(name) + 1 + size(run.origin().generation()) + 9 + 1 + size(run.upTo() - run.after());
        long last = run.after();
        for (Entry entry : run.entries()) {
            long timestamp = entry.timestamp();
            size += 1 + sized(entrySize(entry, timestamp - last));
            last = timestamp;
        }
        return size;
    }

    private static int entrySize(Entry entry, long step) {
        int value = Objects.requireNonNull(entry.value()).size();
        return 1 + sized(entry.key().size()) + 1 + sized(value) + 1 + size(step);
    }

    /** What has this many bytes, and its length before it. */
    private static int sized(int bytes) {
        return size(bytes) + bytes;
    }

    private static int size(long number) {
        return (70 - Long.numberOfLeadingZeros(number | 1)) / 7;
    }

    private static void text(byte tag, byte[] text, ByteBuffer out) {
        out.put(tag);
        varint(text.length, out);
        out.put(text);
    }

    private static void bytes(byte tag, Bytes bytes, ByteBuffer out) {
        out.put(tag);
        varint(bytes.size(), out);
        out.put(bytes.asByteBuffer());
    }

    private static void varint(long number, ByteBuffer out) {
        long rest = number;
        while ((rest & ~0x7fL) != 0) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
