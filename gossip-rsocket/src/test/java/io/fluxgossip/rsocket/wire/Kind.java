package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Message.Announce;
import io.fluxgossip.protocol.message.Message.Answer;
import io.fluxgossip.protocol.message.Message.Exchange;
import io.fluxgossip.protocol.message.Message.IndirectAck;
import io.fluxgossip.protocol.message.Message.PingReq;
import io.fluxgossip.protocol.message.Message.Prune;
import io.fluxgossip.protocol.message.Message.Push;
import io.fluxgossip.protocol.message.Message.SketchRequest;
import io.fluxgossip.protocol.message.Message.State;
import io.fluxgossip.protocol.message.Message.StateRequest;
import io.fluxgossip.protocol.message.Message.StateSketchRequest;
import io.fluxgossip.protocol.message.Message.StateSymbols;
import io.fluxgossip.protocol.message.Message.Symbols;
import io.fluxgossip.rsocket.wire.Frame.Greeting;
import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.fluxgossip.rsocket.wire.Frame.Welcome;
import java.util.SplittableRandom;

/** Every kind of frame that can be written, with the number of its field in the envelope. */
enum Kind {
    PUSH(1),
    EXCHANGE(2),
    ANSWER(3),
    STATE_REQUEST(4),
    STATE(5),
    HELLO(6),
    WELCOME(7),
    REFUSAL(8),
    ANNOUNCE(9),
    PRUNE(10),
    PING_REQ(11),
    INDIRECT_ACK(12),
    SKETCH_REQUEST(13),
    SYMBOLS(14),
    STATE_SKETCH_REQUEST(15),
    STATE_SYMBOLS(16);

    final int fieldNumber;

    Kind(int fieldNumber) {
        this.fieldNumber = fieldNumber;
    }

    Frame any(SplittableRandom random) {
        Arbitrary any = new Arbitrary(random);
        return switch (this) {
            case PUSH -> new Tell(new Push(any.topic(), any.delta(), any.hops()));
            case EXCHANGE -> new Tell(new Exchange(any.list(any::request), any.summary(), any.memberUpdates()));
            case ANSWER -> new Tell(new Answer(any.list(any::response), any.flag(), any.memberUpdates()));
            case STATE_REQUEST -> new Tell(new StateRequest(any.topic(), any.digest()));
            case STATE -> new Tell(new State(any.topic(), any.delta(), any.delta(), any.flag()));
            case ANNOUNCE -> new Tell(new Announce(any.topic(), any.digest(), any.hops()));
            case PRUNE -> new Tell(new Prune(any.topic()));
            case PING_REQ -> new Tell(new PingReq(any.origin()));
            case INDIRECT_ACK -> new Tell(new IndirectAck(any.origin()));
            case SKETCH_REQUEST -> new Tell(new SketchRequest(any.topic(), any.key(), any.place()));
            case SYMBOLS -> new Tell(new Symbols(any.topic(), any.place(), any.symbols(), any.flag()));
            case STATE_SKETCH_REQUEST -> new Tell(new StateSketchRequest(any.topic(), any.key(), any.gcWatermark()));
            case STATE_SYMBOLS ->
                new Tell(new StateSymbols(any.topic(), any.place(), any.symbols(), any.flag(), any.gcWatermark()));
            case HELLO -> new Greeting(any.hello());
            case WELCOME -> new Welcome(any.hello());
            case REFUSAL -> new Refusal(any.text(0, 1200));
        };
    }
}
