package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame.Greeting;
import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.fluxgossip.rsocket.wire.Frame.Unknown;
import io.fluxgossip.rsocket.wire.Frame.Welcome;
import org.jspecify.annotations.Nullable;

/** One frame: which kind it is, and what that kind carries. */
final class EnvelopeFormat {

    private static final int PUSH = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int EXCHANGE = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int ANSWER = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int STATE_REQUEST = 4 << Tags.SHIFT | Tags.LENGTH;
    private static final int STATE = 5 << Tags.SHIFT | Tags.LENGTH;
    private static final int HELLO = 6 << Tags.SHIFT | Tags.LENGTH;
    private static final int WELCOME = 7 << Tags.SHIFT | Tags.LENGTH;
    private static final int REFUSAL = 8 << Tags.SHIFT | Tags.LENGTH;

    private static final int ANNOUNCE = 9 << Tags.SHIFT | Tags.LENGTH;
    private static final int PRUNE = 10 << Tags.SHIFT | Tags.LENGTH;

    private static final int PING_REQ = 11 << Tags.SHIFT | Tags.LENGTH;
    private static final int INDIRECT_ACK = 12 << Tags.SHIFT | Tags.LENGTH;

    private static final int SKETCH_REQUEST = 13 << Tags.SHIFT | Tags.LENGTH;
    private static final int SYMBOLS = 14 << Tags.SHIFT | Tags.LENGTH;

    private static final int STATE_SKETCH_REQUEST = 15 << Tags.SHIFT | Tags.LENGTH;
    private static final int STATE_SYMBOLS = 16 << Tags.SHIFT | Tags.LENGTH;

    private EnvelopeFormat() {}

    static void write(Frame frame, Fields out) {
        frame.read(new Kinds(out));
    }

    private record Kinds(Fields out) implements Frame.Cases<Fields>, Message.Cases<Fields> {

        @Override
        public Fields tell(Tell tell) {
            return tell.message().read(this);
        }

        @Override
        public Fields push(Message.Push push) {
            return out.nested(PUSH, push, PushFormat::write);
        }

        @Override
        public Fields exchange(Message.Exchange exchange) {
            return out.nested(EXCHANGE, exchange, ExchangeFormat::write);
        }

        @Override
        public Fields answer(Message.Answer answer) {
            return out.nested(ANSWER, answer, AnswerFormat::write);
        }

        @Override
        public Fields stateRequest(Message.StateRequest request) {
            return out.nested(STATE_REQUEST, request, StateRequestFormat::write);
        }

        @Override
        public Fields state(Message.State state) {
            return out.nested(STATE, state, StateFormat::write);
        }

        @Override
        public Fields sketchRequest(Message.SketchRequest request) {
            return out.nested(SKETCH_REQUEST, request, SketchFormat::writeRequest);
        }

        @Override
        public Fields symbols(Message.Symbols symbols) {
            return out.nested(SYMBOLS, symbols, SketchFormat::writePiece);
        }

        @Override
        public Fields stateSketchRequest(Message.StateSketchRequest request) {
            return out.nested(STATE_SKETCH_REQUEST, request, SketchFormat::writeStateRequest);
        }

        @Override
        public Fields stateSymbols(Message.StateSymbols symbols) {
            return out.nested(STATE_SYMBOLS, symbols, SketchFormat::writeStatePiece);
        }

        @Override
        public Fields announce(Message.Announce announce) {
            return out.nested(ANNOUNCE, announce, AnnounceFormat::write);
        }

        @Override
        public Fields prune(Message.Prune prune) {
            return out.nested(PRUNE, prune, PruneFormat::write);
        }

        @Override
        public Fields pingReq(Message.PingReq pingReq) {
            return out.nested(PING_REQ, pingReq.target(), TargetFormat::write);
        }

        @Override
        public Fields indirectAck(Message.IndirectAck indirectAck) {
            return out.nested(INDIRECT_ACK, indirectAck.target(), TargetFormat::write);
        }

        @Override
        public Fields greeting(Greeting greeting) {
            return out.nested(HELLO, greeting.hello(), HelloFormat::write);
        }

        @Override
        public Fields welcome(Welcome welcome) {
            return out.nested(WELCOME, welcome.hello(), HelloFormat::write);
        }

        @Override
        public Fields refusal(Refusal refusal) {
            return out.nested(REFUSAL, refusal, RefusalFormat::write);
        }

        @Override
        public Fields unknown(Unknown unknown) {
            throw new IllegalArgumentException(
                    "a frame of unknown kind " + unknown.fieldNumber() + " cannot be written");
        }
    }

    static Frame read(FieldReader in) {
        Frame frame = null;
        int unknown = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            Frame kind = kind(tag, in);
            if (kind == null) {
                unknown = unknown == 0 && isNested(tag) ? Tags.number(tag) : unknown;
                in.skip(tag);
            } else if (frame == null) {
                frame = kind;
            } else {
                throw in.malformed("a second kind, where there may be one");
            }
        }
        if (frame == null && unknown == 0) {
            throw in.malformed("an envelope without content");
        }
        return frame == null ? new Unknown(unknown) : frame;
    }

    /** Null if the tag is none of a kind that is known here; nothing behind it is read then. */
    private static @Nullable Frame kind(int tag, FieldReader in) {
        return switch (tag) {
            case PUSH -> new Tell(in.nested(PushFormat::read));
            case EXCHANGE -> new Tell(in.nested(ExchangeFormat::read));
            case ANSWER -> new Tell(in.nested(AnswerFormat::read));
            case STATE_REQUEST -> new Tell(in.nested(StateRequestFormat::read));
            case STATE -> new Tell(in.nested(StateFormat::read));
            case SKETCH_REQUEST -> new Tell(in.nested(SketchFormat::readRequest));
            case SYMBOLS -> new Tell(in.nested(SketchFormat::readPiece));
            case STATE_SKETCH_REQUEST -> new Tell(in.nested(SketchFormat::readStateRequest));
            case STATE_SYMBOLS -> new Tell(in.nested(SketchFormat::readStatePiece));
            case ANNOUNCE -> new Tell(in.nested(AnnounceFormat::read));
            case PRUNE -> new Tell(in.nested(PruneFormat::read));
            case PING_REQ -> new Tell(new Message.PingReq(in.nested(TargetFormat::read)));
            case INDIRECT_ACK -> new Tell(new Message.IndirectAck(in.nested(TargetFormat::read)));
            case HELLO -> new Greeting(in.nested(HelloFormat::read));
            case WELCOME -> new Welcome(in.nested(HelloFormat::read));
            case REFUSAL -> in.nested(RefusalFormat::read);
            default -> null;
        };
    }

    private static boolean isNested(int tag) {
        return Tags.type(tag) == Tags.LENGTH;
    }
}
