package io.fluxgossip.simulation;

import io.fluxgossip.protocol.message.Message;

/** The kind of a message, for counts. */
public enum MessageKind {
    PUSH("push"),
    ANNOUNCE("announce"),
    PRUNE("prune"),
    EXCHANGE("exchange"),
    ANSWER("answer"),
    STATE_REQUEST("stateRequest"),
    STATE("state"),
    SKETCH_REQUEST("sketchRequest"),
    SYMBOLS("symbols"),
    STATE_SKETCH_REQUEST("stateSketchRequest"),
    STATE_SYMBOLS("stateSymbols"),
    PING_REQ("pingReq"),
    INDIRECT_ACK("indirectAck");

    private static final Message.Cases<MessageKind> KINDS = new Message.Cases<>() {
        @Override
        public MessageKind push(Message.Push push) {
            return PUSH;
        }

        @Override
        public MessageKind exchange(Message.Exchange exchange) {
            return EXCHANGE;
        }

        @Override
        public MessageKind answer(Message.Answer answer) {
            return ANSWER;
        }

        @Override
        public MessageKind stateRequest(Message.StateRequest request) {
            return STATE_REQUEST;
        }

        @Override
        public MessageKind state(Message.State state) {
            return STATE;
        }

        @Override
        public MessageKind sketchRequest(Message.SketchRequest request) {
            return SKETCH_REQUEST;
        }

        @Override
        public MessageKind stateSketchRequest(Message.StateSketchRequest request) {
            return STATE_SKETCH_REQUEST;
        }

        @Override
        public MessageKind stateSymbols(Message.StateSymbols symbols) {
            return STATE_SYMBOLS;
        }

        @Override
        public MessageKind symbols(Message.Symbols symbols) {
            return SYMBOLS;
        }

        @Override
        public MessageKind announce(Message.Announce announce) {
            return ANNOUNCE;
        }

        @Override
        public MessageKind prune(Message.Prune prune) {
            return PRUNE;
        }

        @Override
        public MessageKind pingReq(Message.PingReq pingReq) {
            return PING_REQ;
        }

        @Override
        public MessageKind indirectAck(Message.IndirectAck indirectAck) {
            return INDIRECT_ACK;
        }
    };

    private final String word;

    MessageKind(String word) {
        this.word = word;
    }

    public static MessageKind of(Message message) {
        return message.read(KINDS);
    }

    /** As the JSON of the command line calls it. */
    @Override
    public String toString() {
        return word;
    }
}
