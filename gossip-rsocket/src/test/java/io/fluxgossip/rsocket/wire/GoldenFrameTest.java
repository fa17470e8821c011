package io.fluxgossip.rsocket.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message.Answer;
import io.fluxgossip.protocol.message.Message.Exchange;
import io.fluxgossip.protocol.message.Message.IndirectAck;
import io.fluxgossip.protocol.message.Message.PingReq;
import io.fluxgossip.protocol.message.Message.Push;
import io.fluxgossip.protocol.message.Message.SketchRequest;
import io.fluxgossip.protocol.message.Message.State;
import io.fluxgossip.protocol.message.Message.StateRequest;
import io.fluxgossip.protocol.message.Message.Symbols;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.message.Summary;
import io.fluxgossip.rsocket.wire.Frame.Greeting;
import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.fluxgossip.rsocket.wire.Frame.Welcome;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bytes that other nodes send already: whoever changes them needs a new version of the protocol. */
class GoldenFrameTest {

    private static final NodeId ANN = new NodeId("ann", 300);
    private static final NodeId BOB = new NodeId("bob", 0);
    private static final Digest DIGEST = Digest.of(ANN, 0x0102030405060708L);
    private static final Delta DELTA = Delta.of(
            new Run(ANN, 256, 600, List.of(entry("k", "v", 257, ANN), entry("d", null, 512, ANN))),
            new Run(BOB, 0, 1, List.of(entry("", "", 1, BOB))));

    private static final PiggybackedUpdates MEMBER_UPDATES = new PiggybackedUpdates(
            0x0102030405060708L,
            300,
            List.of(
                    MemberState.of(ANN, "10.0.0.7:7400", Map.of("zone", "b", "rack", "7")),
                    new MemberState(BOB, 2, MemberStatus.SUSPECTED, ANN, "", Map.of("", "x")),
                    new MemberState(ANN, 0, MemberStatus.FAILED, BOB, "", Map.of("up", "")),
                    new MemberState(BOB, 0, MemberStatus.LEFT, BOB, "", Map.of())));

    private static final SketchKey KEY = new SketchKey(0x0102030405060708L, 1);
    private static final List<CodedSymbol> SYMBOLS = List.of(new CodedSymbol(1, -1, 0x0102030405060708L, -2));

    private static final String KEY_HEX = "0807060504030201 0100000000000000";
    private static final String SYMBOLS_HEX = "0100000000000000 ffffffffffffffff 0807060504030201 feffffff";
    private static final String DIGEST_HEX = "0a03616e6e 10ac02 190807060504030201";
    private static final String ANN_HEX = "0a03616e6e 10ac02 190001000000000000 20d802";
    private static final String BOB_HEX = "0a03626f62 2001";
    private static final String ENTRIES_OF_ANN = "2a08 0a016b 120176 1801" + "2a06 0a0164 18ff01";
    private static final String ENTRIES_OF_BOB = "2a04 1200 1801";
    private static final String MEMBER_UPDATES_HEX = "1273 090807060504030201 10ac02"
            + "1a2d 0a03616e6e 10ac02 3a0d31302e302e302e373a37343030 4209 0a047261636b 120137 4209 0a047a6f6e65 120162"
            + "1a16 0a03626f62 1802 2001 2a03616e6e 30ac02 4203 120178"
            + "1a15 0a03616e6e 10ac02 2002 2a03626f62 4204 0a027570"
            + "1a07 0a03626f62 2003";

    @Test
    void push() {
        golden(
                new Tell(new Push("t", DELTA)),
                "0a3a 0a0174 1226" + ANN_HEX + ENTRIES_OF_ANN + "120d" + BOB_HEX + ENTRIES_OF_BOB);
    }

    @Test
    void pushThatTellsItsHops() {
        golden(
                new Tell(new Push("t", DELTA, 300)),
                "0a3d 0a0174 1226" + ANN_HEX + ENTRIES_OF_ANN + "120d" + BOB_HEX + ENTRIES_OF_BOB + "18ac02");
    }

    @Test
    void exchangeThatTellsWhatHasChanged() {
        DigestRequest changed = new DigestRequest.Changed("t", 1, DIGEST, new Fingerprint(2, -1));
        golden(
                new Tell(new Exchange(List.of(changed))),
                "1237 0a35 0a0174 4230 090100000000000000 1211" + DIGEST_HEX
                        + "1a12 090200000000000000 11ffffffffffffffff");
    }

    @Test
    void exchangeThatAsksOutright() {
        DigestRequest compare = new DigestRequest.Compare("t", new Fingerprint(1, 0), true, AgreementView.NONE);
        golden(new Tell(new Exchange(List.of(compare))), "1212 0a10 0a0174 1209 090100000000000000 5801");
    }

    @Test
    void exchangeWithAFilter() {
        DigestRequest filter = new DigestRequest.Filter("t", 2, 7, Bytes.utf8("ab"), new Fingerprint(1, 0));
        golden(
                new Tell(new Exchange(List.of(filter))),
                "1221 0a1f 0a0174 4a1a 090200000000000000 1007 1a026162 2209 090100000000000000");
    }

    @Test
    void answerToAFilter() {
        golden(
                new Tell(new Answer(List.of(new DigestResponse.Found("t", DELTA, true)))),
                "1a40 0a3e 0a0174 3a39" + "0a26" + ANN_HEX + ENTRIES_OF_ANN + "0a0d" + BOB_HEX + ENTRIES_OF_BOB
                        + "1001");
    }

    @Test
    void answerThatBeginsASketch() {
        golden(
                new Tell(new Answer(List.of(new DigestResponse.Sketched("t", KEY, 300, SYMBOLS, 0)))),
                "1a3a 0a38 0a0174 4233 0a10" + KEY_HEX + "10ac02 1a1c" + SYMBOLS_HEX);
    }

    @Test
    void exchangeThatNamesOriginsByHash() {
        DigestRequest hashed = new DigestRequest.Hashed("t", KEY, new TreeMap<>(Map.of(-1L, 0x0102030405060708L)));
        golden(
                new Tell(new Exchange(List.of(hashed))),
                "122b 0a29 0a0174 5224 0a10" + KEY_HEX + "1210 ffffffffffffffff 0807060504030201");
    }

    @Test
    void digestByHashes() {
        golden(
                new Tell(new Exchange(List.of(new DigestRequest.Listing("t", KEY)))),
                "1219 0a17 0a0174 6212 0a10" + KEY_HEX);
        golden(
                new Tell(new Answer(List.of(new DigestResponse.Listed("t", KEY, new TreeMap<>(Map.of(-1L, 1L)), 0)))),
                "1a2b 0a29 0a0174 4a24 0a10" + KEY_HEX + "1210 ffffffffffffffff 0100000000000000");
    }

    @Test
    void sketchRequest() {
        golden(new Tell(new SketchRequest("t", KEY, 300)), "6a18 0a0174 1210" + KEY_HEX + "18ac02");
    }

    @Test
    void symbols() {
        golden(new Tell(new Symbols("t", 300, SYMBOLS, true)), "7226 0a0174 10ac02 1a1c" + SYMBOLS_HEX + "2001");
    }

    @Test
    void answerOfANodeThatForgot() {
        golden(new Tell(new Answer(List.of(new DigestResponse.Forgot("t")))), "1a07 0a05 0a0174 3200");
    }

    @Test
    void exchangeThatSumsUpItsTopics() {
        golden(
                new Tell(new Exchange(List.of(), new Summary(300, 0x0102030405060708L), PiggybackedUpdates.NONE)),
                "120c 190807060504030201 20ac02");
    }

    @Test
    void answerToASummary() {
        golden(new Tell(new Answer(List.of(), true, PiggybackedUpdates.NONE)), "1a02 1801");
    }

    @Test
    void exchange() {
        golden(
                new Tell(new Exchange(List.of(
                        new DigestRequest.Compare("t", new Fingerprint(1, -1)),
                        new DigestRequest.Full("t", DIGEST, 0),
                        new DigestRequest.Fragment("t", DIGEST)))),
                "124d" + "0a17 0a0174 1212 090100000000000000 11ffffffffffffffff" + "0a18 0a0174 1a13 0a11" + DIGEST_HEX
                        + "0a18 0a0174 2213 0a11" + DIGEST_HEX);
    }

    @Test
    void answer() {
        golden(
                new Tell(new Answer(List.of(
                        new DigestResponse.Differs("t", DIGEST, 0),
                        new DigestResponse.Diverged("t", 0),
                        new DigestResponse.Lacking("t", DELTA, true, DIGEST)))),
                "1a74" + "0a18 0a0174 1213 0a11" + DIGEST_HEX + "0a05 0a0174 1a00" + "0a51 0a0174 224c 0a26" + ANN_HEX
                        + ENTRIES_OF_ANN + "0a0d" + BOB_HEX + ENTRIES_OF_BOB + "1001 1a11" + DIGEST_HEX);
    }

    @Test
    void exchangeWithAMemberUpdates() {
        golden(
                new Tell(new Exchange(List.of(new DigestRequest.Fragment("t", DIGEST)), Summary.NONE, MEMBER_UPDATES)),
                "128f01" + "0a18 0a0174 2213 0a11" + DIGEST_HEX + MEMBER_UPDATES_HEX);
    }

    @Test
    void answerWithAMemberUpdates() {
        golden(
                new Tell(new Answer(List.of(new DigestResponse.Diverged("t", 0)), false, MEMBER_UPDATES)),
                "1a7c" + "0a05 0a0174 1a00" + MEMBER_UPDATES_HEX);
    }

    @Test
    void probe() {
        golden(new Tell(new PingReq(ANN)), "5a08 0a03616e6e 10ac02");
        golden(new Tell(new PingReq(BOB)), "5a05 0a03626f62");
    }

    @Test
    void vouch() {
        golden(new Tell(new IndirectAck(ANN)), "6208 0a03616e6e 10ac02");
    }

    @Test
    void stateRequest() {
        golden(new Tell(new StateRequest("t", DIGEST)), "2216 0a0174 1211" + DIGEST_HEX);
    }

    @Test
    void state() {
        golden(
                new Tell(new State("t", DELTA, DELTA, true)),
                "2a73 0a0174 1226" + ANN_HEX + ENTRIES_OF_ANN + "120d" + BOB_HEX + ENTRIES_OF_BOB + "1801" + "2226"
                        + ANN_HEX + ENTRIES_OF_ANN + "220d" + BOB_HEX + ENTRIES_OF_BOB);
    }

    @Test
    void aValueWithATimeToLive() {
        Entry entry = new Entry(Bytes.utf8("k"), Bytes.utf8("v"), new Version(257, ANN), 300);
        golden(
                new Tell(new Push("t", Delta.of(new Run(ANN, 256, 600, List.of(entry))))),
                "0a26 0a0174 1221" + ANN_HEX + "2a0b 0a016b 120176 1801 20ac02");
    }

    @Test
    void hello() {
        golden(
                new Greeting(new Hello("shop", 1, MemberState.of(ANN, "10.0.0.7:7400", Map.of()))),
                "3221 0a0473686f70 1001 1a17 0a03616e6e 10ac02 3a0d31302e302e302e373a37343030");
    }

    @Test
    void welcome() {
        golden(
                new Welcome(new Hello("shop", 1, MemberState.of(ANN, "", Map.of()))),
                "3a12 0a0473686f70 1001 1a08 0a03616e6e 10ac02");
    }

    @Test
    void refusal() {
        golden(new Refusal("no"), "4204 0a026e6f");
    }

    private static Entry entry(String key, @Nullable String value, long timestamp, NodeId origin) {
        return new Entry(Bytes.utf8(key), value == null ? null : Bytes.utf8(value), new Version(timestamp, origin));
    }

    /** @param hex with a blank between fields */
    private static void golden(Frame frame, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(HexFormat.of().formatHex(Wire.bytes(frame)))
                .isEqualTo(HexFormat.of().formatHex(bytes));
        assertThat(Wire.frame(bytes)).isEqualTo(frame);
    }
}
