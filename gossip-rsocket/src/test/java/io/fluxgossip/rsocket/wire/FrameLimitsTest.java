package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message.Answer;
import io.fluxgossip.protocol.message.Message.Exchange;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.rsocket.wire.Frame.Greeting;
import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.fluxgossip.rsocket.wire.proto.Proto;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What protobuf allows and this protocol does not. */
class FrameLimitsTest {

    private static final Proto.Entry ENTRY = Proto.Entry.newBuilder().setStep(5).build();
    private static final Proto.Run RUN = Proto.Run.newBuilder()
            .setName("a")
            .setGeneration(1)
            .setAfter(100)
            .setLength(5)
            .addEntries(ENTRY)
            .build();
    private static final Proto.Watermark WATERMARK =
            Proto.Watermark.newBuilder().setName("a").setTimestamp(7).build();
    private static final Proto.MemberState MEMBER_STATE =
            Proto.MemberState.newBuilder().setName("a").setGeneration(1).build();
    private static final Proto.Tag TAG =
            Proto.Tag.newBuilder().setKey("k").setValue("v").build();
    private static final Proto.Hello HELLO =
            Proto.Hello.newBuilder().setProtocol(1).setSpeaker(MEMBER_STATE).build();

    @Test
    void anEnvelopeHasOneKind() {
        refused(new byte[0], "an envelope without content");
        ByteString push = push(RUN).toByteString();
        refused(push.concat(push).toByteArray(), "a second kind, where there may be one");
    }

    @Test
    void aTopicIsThereAndHasAtMost255Bytes() {
        refused(push("", RUN), "no topic");
        accepted(push("x".repeat(255), RUN));
        refused(push("x".repeat(256), RUN), "the name of a topic has 256 bytes, limit 255");
        byte[] emptyTopic = {0x0A, 2, 0x0A, 0};
        refused(emptyTopic, "the name of a topic is empty");
    }

    @Test
    void namesAreValidUtf8() {
        byte[] wild = {0x0A, 3, 0x0A, 1, (byte) 0xFF};
        refused(wild, "at byte 5 of 5: the name of a topic is not valid UTF-8");
        byte[] surrogate = {0x0A, 5, 0x0A, 3, (byte) 0xED, (byte) 0xA0, (byte) 0x80};
        refused(surrogate, "is not valid UTF-8");
        byte[] overlong = {0x0A, 4, 0x0A, 2, (byte) 0xC0, (byte) 0x80};
        refused(overlong, "is not valid UTF-8");
        accepted(push("\uFFFD", RUN));
    }

    @Test
    void anOriginHasANameAndAnIncarnation() {
        refused(push(RUN.toBuilder().clearName().build()), "no name of an origin");
        refused(
                push(RUN.toBuilder().setName("x".repeat(256)).build()),
                "the name of an origin has 256 bytes, limit 255");
        refused(
                push(RUN.toBuilder().setGeneration(-1).build()),
                "the generation of an origin is 18446744073709551615, limit 9223372036854775807");
    }

    @Test
    void aRunStaysWithin63Bits() {
        refused(push(RUN.toBuilder().setAfter(-1).build()), "the beginning of a run is 18446744073709551615, limit");
        refused(push(RUN.toBuilder().setLength(-1).build()), "the length of a run is 18446744073709551615, limit");
        refused(
                push(RUN.toBuilder().setLength(Long.MAX_VALUE).build()),
                "the end of a run is 9223372036854775907, limit 9223372036854775807");
    }

    @Test
    void anEntryIsBehindTheOneBeforeAndWithinItsRun() {
        refused(push(withStep(0)), "the step to an entry must be at least 1, was 0");
        refused(push(withStep(-1)), "the step to an entry is 18446744073709551615, limit 9223372036854775807");
        refused(push(withStep(Long.MAX_VALUE)), "the timestamp of an entry is 9223372036854775907, limit");
        refused(push(withStep(6)), "does not belong behind 100 in the run (100, 105]");
    }

    private static Proto.Run withStep(long step) {
        return RUN.toBuilder().setEntries(0, ENTRY.toBuilder().setStep(step)).build();
    }

    @Test
    void runsAreOrderedAndDoNotOverlap() {
        Proto.Run later = RUN.toBuilder().setAfter(105).build();
        accepted(push(RUN, later));
        refused(
                push(later, RUN),
                "the runs of a delta must be ordered and must not overlap; a@1 (100, 105] stands behind");
        refused(push(RUN, RUN), "the runs of a delta must be ordered and must not overlap");
        refused(push(RUN.toBuilder().setName("b").build(), RUN), "the runs of a delta must be ordered");
    }

    @Test
    void aDigestGivesEachOriginOneWatermark() {
        accepted(stateRequest(WATERMARK, WATERMARK.toBuilder().setGeneration(1).build()));
        accepted(stateRequest(WATERMARK.toBuilder().setTimestamp(0).build()));
        refused(stateRequest(WATERMARK, WATERMARK), "a digest gives the watermark of a@0 twice");
        refused(
                stateRequest(WATERMARK.toBuilder().setTimestamp(-1).build()),
                "the watermark is 18446744073709551615, limit 9223372036854775807");
        refused(stateRequest(WATERMARK.toBuilder().clearName().build()), "no name of an origin");
    }

    @Test
    void aDigestRequestHasOneFormThatIsKnown() {
        Proto.DigestRequest request = Proto.DigestRequest.newBuilder()
                .setTopic("t")
                .setFull(Proto.Digest.getDefaultInstance())
                .build();
        accepted(exchange(request.toByteString()));
        refused(exchange(request.toBuilder().clearTopic().build().toByteString()), "no topic");
        Proto.DigestRequest formless = request.toBuilder().clearForm().build();
        refused(exchange(formless.toByteString()), "no form of digest request");
        refused(
                exchange(formless.toBuilder()
                        .setUnknownFields(field(90, ByteString.EMPTY))
                        .build()
                        .toByteString()),
                "no form of digest request");
        refused(
                exchange(request.toByteString().concat(request.toByteString())),
                "a second form, where there may be one");
    }

    @Test
    void aDigestResponseHasOneFormThatIsKnown() {
        Proto.DigestResponse response = Proto.DigestResponse.newBuilder()
                .setTopic("t")
                .setDiverged(Proto.Nothing.getDefaultInstance())
                .build();
        accepted(answer(response.toByteString()));
        refused(answer(response.toBuilder().clearTopic().build().toByteString()), "no topic");
        refused(answer(response.toBuilder().clearForm().build().toByteString()), "no form of digest response");
        refused(
                answer(response.toByteString().concat(response.toByteString())),
                "a second form, where there may be one");
    }

    @Test
    void anExchangeAndAnAnswerHaveOneListOfMemberStates() {
        ByteString memberUpdates =
                field(2, ByteString.copyFrom(new byte[] {0x10, 1})).toByteString();
        accepted(field(2, memberUpdates).toByteArray());
        accepted(field(3, memberUpdates).toByteArray());
        refused(
                field(2, memberUpdates.concat(memberUpdates)).toByteArray(),
                "a second list of member states, where there may be one");
        refused(
                field(3, memberUpdates.concat(memberUpdates)).toByteArray(),
                "a second list of member states, where there may be one");
        ByteString empty = field(2, ByteString.EMPTY).toByteString();
        refused(
                field(2, empty.concat(memberUpdates)).toByteArray(),
                "a second list of member states, where there may be one");
    }

    @Test
    void aMemberUpdatesThatIsEmptyIsTheSameAsNone() {
        ByteString empty = field(2, ByteString.EMPTY).toByteString();
        assertThat(Wire.frame(field(2, empty).toByteArray())).isEqualTo(new Tell(new Exchange(List.of())));
        assertThat(Wire.frame(field(3, empty).toByteArray())).isEqualTo(new Tell(new Answer(List.of())));
        assertThat(Wire.bytes(new Tell(new Exchange(List.of(), Summary.NONE, PiggybackedUpdates.NONE))))
                .containsExactly(0x12, 0);
        assertThat(Wire.bytes(new Tell(new Answer(List.of(), false, PiggybackedUpdates.NONE))))
                .containsExactly(0x1A, 0);
    }

    @Test
    void theNumberOfMemberStatesStaysWithin31Bits() {
        accepted(exchange(Proto.PiggybackedUpdates.newBuilder()
                .setFingerprint(-1)
                .setSize(Integer.MAX_VALUE)
                .build()));
        refused(
                exchange(Proto.PiggybackedUpdates.newBuilder().setSize(-1).build()),
                "the number of member states is 4294967295, limit 2147483647");
    }

    @Test
    void aStandingNamesOneMember() {
        accepted(memberState(MEMBER_STATE));
        accepted(memberState(MEMBER_STATE.toBuilder().setName("x".repeat(255)).build()));
        refused(memberState(MEMBER_STATE.toBuilder().clearName().build()), "no name of a member");
        refused(
                memberState(MEMBER_STATE.toBuilder().setName("x".repeat(256)).build()),
                "the name of a member has 256 bytes, limit 255");
        refused(
                memberState(MEMBER_STATE.toBuilder().setName("a\n").build()),
                "a name has a control character at 1, U+000A");
        refused(
                memberState(MEMBER_STATE.toBuilder().setGeneration(-1).build()),
                "the generation of a member is 18446744073709551615, limit 9223372036854775807");
        refused(
                memberState(MEMBER_STATE.toBuilder().setIncarnation(-1).build()),
                "the incarnation of a member is 18446744073709551615, limit 9223372036854775807");
        byte[] emptyName = {0x12, 6, 0x12, 4, 0x1A, 2, 0x0A, 0};
        refused(emptyName, "the name of a member is empty");
    }

    @Test
    void aStandingHasAStateThatIsKnown() {
        accepted(memberState(MEMBER_STATE.toBuilder().setStateValue(3).build()));
        refused(
                memberState(MEMBER_STATE.toBuilder().setStateValue(4).build()),
                "a member is in state 4, known are 0 to 3");
        refused(
                memberState(MEMBER_STATE.toBuilder().setStateValue(-1).build()),
                "the state of a member is 18446744073709551615, limit");
        byte[] wrapped = {0x12, 13, 0x12, 11, 0x1A, 9, 0x0A, 1, 'a', 0x20, -128, -128, -128, -128, 0x10};
        refused(wrapped, "the state of a member is 4294967296, limit 2147483647");
    }

    @Test
    void aStandingNamesTheNodeThatJudgesOrNothingOfIt() {
        accepted(memberState(MEMBER_STATE.toBuilder().setByName("b").build()));
        accepted(memberState(
                MEMBER_STATE.toBuilder().setByName("a").setByGeneration(2).build()));
        refused(
                memberState(MEMBER_STATE.toBuilder().setByGeneration(1).build()),
                "a generation of the node that judges a member without its name");
        refused(
                memberState(MEMBER_STATE.toBuilder()
                        .setByName("b")
                        .setByGeneration(-1)
                        .build()),
                "the generation of the node that judges a member is 18446744073709551615, limit");
        refused(
                memberState(MEMBER_STATE.toBuilder().setByName("x".repeat(256)).build()),
                "the name of the node that judges a member has 256 bytes, limit 255");
        byte[] emptyName = {0x12, 9, 0x12, 7, 0x1A, 5, 0x0A, 1, 'a', 0x2A, 0};
        refused(emptyName, "the name of the node that judges a member is empty");
    }

    @Test
    void aMemberThatIsGivenAsItsOwnJudgeIsTheSameAsNone() {
        Proto.Envelope given = memberState(
                MEMBER_STATE.toBuilder().setByName("a").setByGeneration(1).build());
        assertThat(Wire.bytes(Wire.frame(given.toByteArray())))
                .isEqualTo(memberState(MEMBER_STATE).toByteArray());
    }

    @Test
    void theAddressOfAMemberIsBounded() {
        accepted(
                memberState(MEMBER_STATE.toBuilder().setAddress("x".repeat(259)).build()));
        refused(
                memberState(MEMBER_STATE.toBuilder().setAddress("x".repeat(260)).build()),
                "the address of a member has 260 bytes, limit 259");
        refused(
                memberState(MEMBER_STATE.toBuilder().setAddress("x\n").build()),
                "a name has a control character at 1, U+000A");
    }

    @Test
    void theTagsOfAMemberAreBoundedAndNoKeyIsThereTwice() {
        accepted(tags(TAG, TAG.toBuilder().setKey("l").build()));
        accepted(tags(Proto.Tag.getDefaultInstance()));
        accepted(
                tags(TAG, TAG.toBuilder().setKey("l").setValue("x".repeat(1021)).build()));
        refused(
                tags(TAG, TAG.toBuilder().setKey("l").setValue("x".repeat(1022)).build()),
                "the tags of a@1 have 1025 bytes of UTF-8, limit 1024");
        refused(tags(TAG.toBuilder().setKey("x".repeat(1025)).build()), "the key of a tag has 1025 bytes, limit 1024");
        refused(
                tags(TAG.toBuilder().setValue("x".repeat(1025)).build()),
                "the value of a tag has 1025 bytes, limit 1024");
        refused(tags(TAG, TAG.toBuilder().setValue("w").build()), "a member has two tags of one key");
        Proto.Tag none = Proto.Tag.getDefaultInstance();
        refused(tags(none, none), "a member has two tags of one key");
        refused(tags(TAG.toBuilder().setValue("\n").build()), "a name has a control character at 0, U+000A");
    }

    @Test
    void aProbeAndAVouchNameTheirTarget() {
        Proto.Target target = Proto.Target.newBuilder().setName("a").build();
        accepted(probe(target));
        accepted(Proto.Envelope.newBuilder().setIndirectAck(target).build());
        refused(probe(target.toBuilder().clearName().build()), "no name of a member");
        refused(
                probe(target.toBuilder().setName("x".repeat(256)).build()),
                "the name of a member has 256 bytes, limit 255");
        refused(
                probe(target.toBuilder().setGeneration(-1).build()),
                "the generation of a member is 18446744073709551615, limit 9223372036854775807");
        byte[] emptyName = {0x62, 2, 0x0A, 0};
        refused(emptyName, "the name of a member is empty");
    }

    @Test
    void aHelloIsBounded() {
        accepted(hello(HELLO));
        accepted(hello(HELLO.toBuilder().setCluster("x".repeat(255)).build()));
        refused(hello(HELLO.toBuilder().clearSpeaker().build()), "no node that speaks");
        refused(
                hello(HELLO.toBuilder()
                        .setSpeaker(MEMBER_STATE.toBuilder().setByName("b"))
                        .build()),
                "b@0 says hello in the name of a@1; a node speaks for itself");
        refused(hello(HELLO.toBuilder().clearProtocol().build()), "the protocol version must be at least 1, was 0");
        refused(
                hello(HELLO.toBuilder().setProtocol(-1).build()),
                "the protocol version is 4294967295, limit 2147483647");
        refused(
                hello(HELLO.toBuilder().setCluster("x".repeat(256)).build()),
                "the name of the cluster has 256 bytes, limit 255");
    }

    @Test
    void aHelloThatNobodyWouldAcceptIsNotMade() {
        MemberState node = MemberState.of(new NodeId("a", 1), "", Map.of());
        assertThatThrownBy(() -> new Greeting(new Hello("\u20AC".repeat(86), 1, node)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of the cluster has 258 bytes of UTF-8, limit 255");
        assertThatThrownBy(() -> new Frame.Welcome(new Hello("c", 0, node)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the protocol version must be at least 1, was 0");
    }

    @Test
    void aReasonThatIsTooLongIsReadUpToTheLimit() {
        assertThat(refusal("x".repeat(1024))).isEqualTo("x".repeat(1024));
        assertThat(refusal("x".repeat(100_000))).isEqualTo("x".repeat(1024));
        assertThat(refusal("\u20AC".repeat(1000))).isEqualTo("\u20AC".repeat(341));
        byte[] wild = {0x42, 3, 0x0A, 1, (byte) 0xFF};
        refused(wild, "the reason is not valid UTF-8");
    }

    @Test
    void aLengthStaysWithinTheMessageAroundIt() {
        byte[] beyond = {0x0A, 4, 0x0A, 3, 'a', 'b', 0x42, 0};
        refused(beyond, "at byte 4 of 8: a length of 3 bytes where 2 are left");
        byte[] negative = {0x0A, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        refused(negative, "at byte 11 of 11: a length of 18446744073709551615 bytes where 0 are left");
        byte[] skipped = {0x7A, 127};
        refused(skipped, "at byte 2 of 2: a length of 127 bytes where 0 are left");
    }

    @Test
    void aFieldHasANumberOf1To29Bits() {
        byte[] none = {0x02, 0};
        refused(none, "at byte 1 of 2: a field has the number 0, limits 1 and 536870911");
        byte[] large = {(byte) 0x8A, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x10, 0};
        refused(large, "at byte 5 of 6: a field has the number 536870913, limits 1 and 536870911");
        byte[] endless = {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        refused(endless, "at byte 10 of 12: a number of more than 10 bytes");
    }

    @Test
    void aFieldHasATypeThatExists() {
        byte[] six = {0x7E, 0};
        refused(six, "at byte 1 of 2: a field of type 6, which does not exist");
    }

    @Test
    void thereAreNoGroups() {
        byte[] group = {0x7B, 0x7C};
        refused(group, "at byte 1 of 2: a group, which this format does not have");
    }

    private static Proto.Envelope push(Proto.Run... runs) {
        return push("t", runs);
    }

    private static Proto.Envelope push(String topic, Proto.Run... runs) {
        return Proto.Envelope.newBuilder()
                .setPush(Proto.Push.newBuilder().setTopic(topic).addAllRuns(List.of(runs)))
                .build();
    }

    @Test
    void sketchesArePackedInWhole() {
        accepted(symbols(new byte[28]));
        refused(symbols(new byte[27]), "the symbols are 27, no multiple of 28");
        accepted(sketchRequest(new byte[16]));
        refused(sketchRequest(new byte[32]), "a key of a sketch of more than 16 bytes");
        refused(sketchRequest(new byte[15]), "the bytes of a key are 15, no multiple of 16");
        refused(
                Proto.Envelope.newBuilder()
                        .setSketchRequest(Proto.SketchRequest.newBuilder().setTopic("t"))
                        .build(),
                "no key of a sketch");
        refused(
                exchange(Proto.DigestRequest.newBuilder()
                        .setTopic("t")
                        .setFilter(Proto.Filter.newBuilder().setHashes(17))
                        .build()
                        .toByteString()),
                "hashes must be 1 to 16, was 17");
    }

    private static Proto.Envelope symbols(byte[] packed) {
        return Proto.Envelope.newBuilder()
                .setSymbols(Proto.Symbols.newBuilder().setTopic("t").setSymbols(ByteString.copyFrom(packed)))
                .build();
    }

    private static Proto.Envelope sketchRequest(byte[] key) {
        return Proto.Envelope.newBuilder()
                .setSketchRequest(Proto.SketchRequest.newBuilder().setTopic("t").setKey(ByteString.copyFrom(key)))
                .build();
    }

    private static Proto.Envelope stateRequest(Proto.Watermark... beyond) {
        return Proto.Envelope.newBuilder()
                .setStateRequest(Proto.StateRequest.newBuilder().setTopic("t").addAllBeyond(List.of(beyond)))
                .build();
    }

    private static Proto.Envelope tags(Proto.Tag... tags) {
        return memberState(MEMBER_STATE.toBuilder().addAllTags(List.of(tags)).build());
    }

    private static Proto.Envelope memberState(Proto.MemberState memberState) {
        return exchange(
                Proto.PiggybackedUpdates.newBuilder().addNews(memberState).build());
    }

    private static Proto.Envelope exchange(Proto.PiggybackedUpdates memberUpdates) {
        return Proto.Envelope.newBuilder()
                .setExchange(Proto.Exchange.newBuilder().setMemberUpdates(memberUpdates))
                .build();
    }

    private static Proto.Envelope probe(Proto.Target target) {
        return Proto.Envelope.newBuilder().setPingReq(target).build();
    }

    private static Proto.Envelope hello(Proto.Hello hello) {
        return Proto.Envelope.newBuilder().setHello(hello).build();
    }

    private static byte[] exchange(ByteString request) {
        return field(2, field(1, request).toByteString()).toByteArray();
    }

    private static byte[] answer(ByteString response) {
        return field(3, field(1, response).toByteString()).toByteArray();
    }

    private static UnknownFieldSet field(int number, ByteString content) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(content)
                                .build())
                .build();
    }

    private static String refusal(String reason) {
        ByteString text = ByteString.copyFrom(reason, StandardCharsets.UTF_8);
        return ((Refusal) Wire.frame(field(8, field(1, text).toByteString()).toByteArray())).reason();
    }

    private static void accepted(Proto.Envelope envelope) {
        accepted(envelope.toByteArray());
    }

    private static void accepted(byte[] frame) {
        assertThat(Wire.bytes(Wire.frame(frame))).isEqualTo(frame);
    }

    private static void refused(Proto.Envelope envelope, String message) {
        refused(envelope.toByteArray(), message);
    }

    private static void refused(byte[] frame, String message) {
        assertThatThrownBy(() -> Wire.frame(frame))
                .isInstanceOf(MalformedFrameException.class)
                .hasMessageContaining(message)
                .hasMessageEndingWith("; all of it was dropped");
    }
}
