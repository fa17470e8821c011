package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message.Answer;
import io.fluxgossip.protocol.message.Message.Exchange;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.fluxgossip.rsocket.wire.Frame.Unknown;
import io.fluxgossip.rsocket.wire.proto.Proto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a later version of the protocol may add, and what another implementation may do otherwise. */
class UnknownFieldsTest {

    private static final int FRAMES = 500;

    @ParameterizedTest
    @EnumSource
    void unknownFieldsAreSkippedInEveryMessage(Kind kind) {
        Seeds.each(FRAMES, random -> {
            Frame frame = kind.any(random);
            Message extended = extended(Generated.envelope(frame), random);
            assertThat(Wire.frame(extended.toByteArray())).isEqualTo(frame);
        });
    }

    @Test
    void unknownFieldsAreSkippedInAMemberUpdatesInItsStandingsAndInTheirTags() {
        NodeId member = new NodeId("ann", 300);
        PiggybackedUpdates memberUpdates =
                new PiggybackedUpdates(1, 2, List.of(MemberState.of(member, "host:1", Map.of("zone", "b"))));
        for (Frame frame : List.of(
                new Tell(new Exchange(List.of(), Summary.NONE, memberUpdates)),
                new Tell(new Answer(List.of(), false, memberUpdates)))) {
            Seeds.each(FRAMES, random -> {
                Proto.Envelope extended = (Proto.Envelope) extended(Generated.envelope(frame), random);
                Proto.PiggybackedUpdates carried = extended.hasExchange()
                        ? extended.getExchange().getMemberUpdates()
                        : extended.getAnswer().getMemberUpdates();
                assertThat(List.of(
                                carried, carried.getNews(0), carried.getNews(0).getTags(0)))
                        .allSatisfy(message ->
                                assertThat(message.getUnknownFields().asMap()).isNotEmpty());
                assertThat(Wire.frame(extended.toByteArray())).isEqualTo(frame);
            });
        }
    }

    private static Message extended(Message message, SplittableRandom random) {
        Message.Builder builder = message.toBuilder();
        message.getAllFields().forEach((field, content) -> {
            if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
                return;
            }
            if (field.isRepeated()) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                    builder.setRepeatedField(field, i, extended((Message) message.getRepeatedField(field, i), random));
                }
            } else {
                builder.setField(field, extended((Message) content, random));
            }
        });
        return builder.setUnknownFields(unknownFields(random)).build();
    }

    private static UnknownFieldSet unknownFields(SplittableRandom random) {
        Field.Builder field = Field.newBuilder();
        switch (random.nextInt(4)) {
            case 0 -> field.addVarint(random.nextLong());
            case 1 -> field.addFixed32(random.nextInt());
            case 2 -> field.addFixed64(random.nextLong());
            default -> field.addLengthDelimited(ByteString.copyFrom(new byte[random.nextInt(200)]));
        }
        int number = random.nextInt(4) == 0 ? (1 << 29) - 1 : 100 + random.nextInt(3_000);
        return UnknownFieldSet.newBuilder().addField(number, field.build()).build();
    }

    @ParameterizedTest
    @EnumSource
    void fieldsMayComeInAnyOrder(Kind kind) {
        Seeds.each(FRAMES, random -> {
            Frame frame = kind.any(random);
            assertThat(Wire.frame(shuffled(Generated.envelope(frame), random))).isEqualTo(frame);
        });
    }

    /** The fields in random order, the elements of a repeated one in theirs. */
    private static byte[] shuffled(Message message, SplittableRandom random) throws IOException {
        List<Deque<byte[]>> fields = new ArrayList<>();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            Deque<byte[]> elements = new ArrayDeque<>();
            for (Object element : field.getValue() instanceof List<?> list ? list : List.of(field.getValue())) {
                elements.add(encoded(message, field.getKey(), element, random));
            }
            fields.add(elements);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!fields.isEmpty()) {
            Deque<byte[]> field = fields.get(random.nextInt(fields.size()));
            out.writeBytes(field.remove());
            fields.removeIf(Deque::isEmpty);
        }
        return out.toByteArray();
    }

    private static byte[] encoded(Message message, FieldDescriptor field, Object element, SplittableRandom random)
            throws IOException {
        if (!(element instanceof Message nested)) {
            return message.newBuilderForType().setField(field, element).build().toByteArray();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field.getNumber(), shuffled(nested, random));
        out.flush();
        return bytes.toByteArray();
    }

    @Test
    void anEnvelopeOfAnotherKindIsReadAsUnknownWithTheNumberOfItsFirstField() throws IOException {
        UnknownFieldSet fields = UnknownFieldSet.newBuilder()
                .addField(
                        19,
                        Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build())
                .addField(
                        40,
                        Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build())
                .build();
        Message envelope = Proto.Envelope.newBuilder().setUnknownFields(fields).build();
        assertThat(Wire.frame(envelope.toByteArray())).isEqualTo(new Unknown(19));
    }

    @Test
    void anAttributeOfTheEnvelopeThatIsNoMessageIsNotTakenForItsKind() throws IOException {
        UnknownFieldSet fields = UnknownFieldSet.newBuilder()
                .addField(19, Field.newBuilder().addVarint(1).build())
                .addField(
                        40,
                        Field.newBuilder().addLengthDelimited(ByteString.EMPTY).build())
                .build();
        Message envelope = Proto.Envelope.newBuilder().setUnknownFields(fields).build();
        assertThat(Wire.frame(envelope.toByteArray())).isEqualTo(new Unknown(40));
    }
}
