package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Unknown;
import io.fluxgossip.rsocket.wire.proto.Proto;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a peer sends gives a frame or the one typed error, and the buffer stays as it was. */
class HostileFrameTest {

    private static final int FRAMES = 1_000;

    /** All of them are more than any frame here has left. */
    private static final long[] HUGE = {
        Integer.MAX_VALUE,
        Integer.MAX_VALUE + 1L,
        (1L << 32) - 1,
        (1L << 32) + 1,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        1 << 20
    };

    @ParameterizedTest
    @EnumSource
    void randomBytesGiveAFrameOrATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            read(bytes, random);
            read(field(kind.fieldNumber, bytes), random);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFrameThatIsCutAnywhereGivesATypedError(Kind kind) {
        Seeds.each(FRAMES / 20, random -> {
            byte[] bytes = Wire.bytes(ofMiddleSize(kind, random));
            for (int length = 0; length < bytes.length; length++) {
                assertThat(read(Arrays.copyOf(bytes, length), random))
                        .as("cut to %d", length)
                        .isNull();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsCutAnywhereGivesAFrameOrATypedError(Kind kind) {
        Seeds.each(FRAMES / 20, random -> {
            byte[] bytes = Wire.bytes(ofMiddleSize(kind, random));
            int header = bytes.length - content(bytes);
            for (int end = header; end < bytes.length; end++) {
                read(field(kind.fieldNumber, Arrays.copyOfRange(bytes, header, end)), random);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void flippedBitsGiveAFrameOrATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] bytes = Wire.bytes(kind.any(random));
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            read(bytes, random);
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLengthBeyondTheFrameGivesATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] bytes = Wire.bytes(kind.any(random));
            assertThat(read(claiming(bytes, HUGE[random.nextInt(HUGE.length)], random), random))
                    .isNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLengthOneBeyondWhatIsLeftGivesATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] bytes = new byte[1 + random.nextInt(100)];
            byte[] frame = field(kind.fieldNumber, bytes);
            assertThat(read(Arrays.copyOf(frame, frame.length - 1), random)).isNull();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aWrongWireTypeGivesAFrameOrATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] bytes = Wire.bytes(kind.any(random));
            var tags = Anatomy.of(bytes).tags();
            bytes[tags.get(random.nextInt(tags.size()))] ^= (byte) (1 + random.nextInt(7));
            read(bytes, random);
        });
    }

    @ParameterizedTest
    @EnumSource
    void messagesNestedWithoutEndGiveAFrameOrATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] bytes = {};
            for (int depth = random.nextInt(60); depth > 0; depth--) {
                bytes = field(1 + random.nextInt(5), bytes);
            }
            read(field(kind.fieldNumber, bytes), random);
        });
    }

    @ParameterizedTest
    @EnumSource
    void groupsNestedWithoutEndGiveATypedError(Kind kind) {
        Seeds.each(FRAMES, random -> {
            byte[] groups = new byte[1 + random.nextInt(10_000)];
            Arrays.fill(groups, (byte) ((1 + random.nextInt(15)) << Tags.SHIFT | 3));
            assertThat(read(groups, random)).isNull();
            assertThat(read(field(kind.fieldNumber, groups), random)).isNull();
        });
    }

    private static @Nullable Frame read(byte[] bytes, SplittableRandom random) throws IOException {
        ByteBuf buffer = buffer(bytes, random);
        int start = buffer.readerIndex();
        try {
            Frame frame = FrameReader.read(buffer, new Origins());
            agreesWithGenerated(frame, bytes);
            return frame;
        } catch (MalformedFrameException typed) {
            assertThat(typed.isTransient()).isFalse();
            assertThat(typed)
                    .hasMessageMatching(
                            "malformed frame, at byte \\d+ of " + bytes.length + ": (?s:.+); all of it was dropped");
            return null;
        } finally {
            assertThat(buffer.refCnt()).isOne();
            assertThat(buffer.readerIndex()).isEqualTo(start);
            assertThat(buffer.readableBytes()).isEqualTo(bytes.length);
            buffer.release();
        }
    }

    /** Whoever reads more leniently than protobuf does would understand what other implementations refuse. */
    private static void agreesWithGenerated(Frame frame, byte[] bytes) throws IOException {
        if (frame instanceof Refusal) {
            return; // of a reason that is too long the end is not looked at
        }
        Proto.Envelope envelope = Proto.Envelope.parseFrom(bytes);
        if (frame instanceof Unknown) {
            assertThat(envelope.getKindCase()).isEqualTo(Proto.Envelope.KindCase.KIND_NOT_SET);
        } else {
            assertThat(Wire.frame(Wire.bytes(frame))).isEqualTo(frame);
            assertThat(Wire.frame(Generated.envelope(frame).toByteArray())).isEqualTo(frame);
        }
    }

    /** The bytes in one of the forms in which they come out of the network. */
    private static ByteBuf buffer(byte[] bytes, SplittableRandom random) {
        int middle = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(5)) {
            case 0 -> Unpooled.wrappedBuffer(bytes);
            case 1 ->
                Unpooled.copiedBuffer(new byte[] {1, 2, 3}, bytes, new byte[] {4})
                        .setIndex(3, 3 + bytes.length);
            case 2 -> Unpooled.directBuffer(Math.max(1, bytes.length)).writeBytes(bytes);
            case 3 -> Unpooled.wrappedBuffer(bytes).asReadOnly();
            default ->
                Unpooled.wrappedBuffer(Arrays.copyOf(bytes, middle), Arrays.copyOfRange(bytes, middle, bytes.length));
        };
    }

    private static Frame ofMiddleSize(Kind kind, SplittableRandom random) {
        Frame frame = kind.any(random);
        while (new FrameWriter(frame).size() < 24 || new FrameWriter(frame).size() > 150) {
            frame = kind.any(random);
        }
        return frame;
    }

    private static int content(byte[] frame) throws IOException {
        var in = CodedInputStream.newInstance(frame);
        in.readTag();
        return in.readRawVarint32();
    }

    static byte[] field(int number, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(number, content);
        out.flush();
        return bytes.toByteArray();
    }

    /** Puts another length in the place of one, at any depth. */
    static byte[] claiming(byte[] frame, long length, SplittableRandom random) throws IOException {
        var lengths = Anatomy.of(frame).lengths();
        int offset = lengths.get(random.nextInt(lengths.size()));
        int end = offset;
        while (frame[end++] < 0) {}
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeRawBytes(frame, 0, offset);
        out.writeUInt64NoTag(length);
        out.writeRawBytes(frame, end, frame.length - end);
        out.flush();
        return bytes.toByteArray();
    }
}
