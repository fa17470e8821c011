package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Unknown;
import io.fluxgossip.rsocket.wire.proto.Proto;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of message is read as it was written, by this codec and by generated code. */
class FrameRoundTripTest {

    private static final int FRAMES = 2_000;

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenIsReadBackAndTakesTheBytesThatWereCounted(Kind kind) {
        Seeds.each(FRAMES, random -> {
            Frame frame = kind.any(random);
            ByteBuf buffer = random.nextBoolean()
                    ? new FrameWriter(frame).write(ByteBufAllocator.DEFAULT)
                    : new FrameWriter(frame).write(Heap.ONLY);
            try {
                assertThat(buffer.readableBytes()).isEqualTo(new FrameWriter(frame).size());
                assertThat(FrameReader.read(buffer, new Origins())).isEqualTo(frame);
            } finally {
                buffer.release();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theGeneratedClassesReadTheSameContentAndWriteTheSameBytes(Kind kind) {
        Seeds.each(FRAMES, random -> {
            Frame frame = kind.any(random);
            byte[] bytes = Wire.bytes(frame);
            Proto.Envelope envelope = Proto.Envelope.parseFrom(bytes);
            assertThat(envelope).isEqualTo(Generated.envelope(frame));
            assertThat(envelope.getKindCase().getNumber()).isEqualTo(kind.fieldNumber);
            assertThat(envelope.toByteArray()).isEqualTo(bytes);
            assertThat(Wire.frame(envelope.toByteArray())).isEqualTo(frame);
        });
    }

    @Test
    void aReasonIsCutToOneKibibyteButNotWithinACharacter() {
        assertThat(new Refusal("x".repeat(1024)).reason()).hasSize(1024);
        assertThat(new Refusal("x".repeat(1025)).reason()).hasSize(1024);
        assertThat(new Refusal("\u20AC".repeat(342)).reason()).isEqualTo("\u20AC".repeat(341));
        assertThat(new Refusal("x" + "\uD83D\uDE00".repeat(256)).reason()).isEqualTo("x" + "\uD83D\uDE00".repeat(255));
    }

    @Test
    void halfOfASurrogatePairIsWrittenAsAQuestionMark() {
        for (String half : List.of("\uD83D", "a\uD83D", "\uDE00b", "\u20AC\uD83D\u20AC")) {
            String written = new String(half.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            assertThat(Wire.frame(Wire.bytes(new Refusal(half)))).isEqualTo(new Refusal(written));
        }
    }

    @Test
    void aFrameOfUnknownKindIsNotWritten() {
        assertThatThrownBy(() -> new FrameWriter(new Unknown(9)).write(ByteBufAllocator.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a frame of unknown kind 9 cannot be written");
    }
}
