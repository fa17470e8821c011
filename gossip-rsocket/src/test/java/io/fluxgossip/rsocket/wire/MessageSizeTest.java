package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.rsocket.WireSize;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The size that the core counts with is the size on the wire. */
class MessageSizeTest {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HELLO", "WELCOME", "REFUSAL"})
    void theSizeOfAMessageIsTheLengthOfItsFrame(Kind kind) {
        Seeds.each(1_000, random -> {
            Tell frame = (Tell) kind.any(random);
            assertThat(WireSize.bytesOf(frame.message())).isEqualTo(Wire.bytes(frame).length);
        });
    }
}
