package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import java.util.List;
import java.util.Objects;

/** A message from one node to another. A closed family: a new kind does not compile until every reader handles it. */
public sealed interface Message {

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R push(Push push);

        R exchange(Exchange exchange);

        R answer(Answer answer);

        R stateRequest(StateRequest request);

        R state(State state);

        R sketchRequest(SketchRequest request);

        R symbols(Symbols symbols);

        R stateSketchRequest(StateSketchRequest request);

        R stateSymbols(StateSymbols symbols);

        R announce(Announce announce);

        R prune(Prune prune);

        R pingReq(PingReq pingReq);

        R indirectAck(IndirectAck indirectAck);
    }

    /** A message that carries facts: its receiver applies it, whether or not it was requested. */
    sealed interface News extends Message permits Notice, Answer, Piece {}

    /** A message without a request and without an answer: fire-and-forget. */
    sealed interface Notice extends News permits Push, Announce, Prune, PingReq, IndirectAck {}

    /** A request that is answered in pieces, as the asking node takes them: request-stream. */
    sealed interface Request extends Message permits StateRequest, SketchRequest, StateSketchRequest {

        String topic();
    }

    /** One of them. The asking node ends the stream when it has enough. */
    sealed interface Piece extends News permits State, Symbols, StateSymbols {

        String topic();

        /** Whether nothing follows. */
        boolean last();
    }

    /**
     * New entries, sent unasked: an update in sync mode, or what an exchange has shown to be missing.
     *
     * @param hops links that the newest of them has come over since it was written, this one included; 0 if it is not
     *     told
     */
    record Push(String topic, Delta delta, int hops) implements Notice {
        public Push {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(delta, "delta");
            checkHops(hops);
        }

        /** One that does not tell over how many links it has come. */
        public Push(String topic, Delta delta) {
            this(topic, delta, 0);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.push(this);
        }
    }

    /**
     * "I have this": to a peer that is not sent the entries themselves, or that sent what was known.
     *
     * @param held a fragment: of these origins this much
     * @param hops links that the entries would have come over if they had been sent along; 0 if it is not told
     */
    record Announce(String topic, Digest held, int hops) implements Notice {
        public Announce {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(held, "held");
            checkHops(hops);
        }

        /** One that does not tell over how many links the entries would have come. */
        public Announce(String topic, Digest held) {
            this(topic, held, 0);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.announce(this);
        }
    }

    private static void checkHops(int hops) {
        if (hops < 0) {
            throw new IllegalArgumentException("hops must be 0 or more, was " + hops);
        }
    }

    /** "You are a second path to me": do not push this topic to me, announce it. */
    record Prune(String topic) implements Notice {
        public Prune {
            Objects.requireNonNull(topic, "topic");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.prune(this);
        }
    }

    /**
     * "I get no answer from this member: do you?" Whoever does says so with {@link IndirectAck}; nobody says that it
     * does not.
     */
    record PingReq(NodeId target) implements Notice {
        public PingReq {
            Objects.requireNonNull(target, "target");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.pingReq(this);
        }
    }

    /** "I have just got an answer from this member." */
    record IndirectAck(NodeId target) implements Notice {
        public IndirectAck {
            Objects.requireNonNull(target, "target");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.indirectAck(this);
        }
    }

    /**
     * "What do you have that I lack?" Answered by {@link Answer}; also the way to find out whether a member is there.
     *
     * @param summary "are we equal?" of all topics of an interval at once
     */
    record Exchange(List<DigestRequest> requests, Summary summary, PiggybackedUpdates memberUpdates)
            implements Message {
        public Exchange {
            requests = List.copyOf(requests);
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(memberUpdates, "memberUpdates");
        }

        /** One that says nothing of members. */
        public Exchange(List<DigestRequest> requests) {
            this(requests, Summary.NONE, PiggybackedUpdates.NONE);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.exchange(this);
        }
    }

    /**
     * The answer to an {@link Exchange}: a response for each topic that is open here and differs, none if all are
     * equal.
     *
     * @param differs whether the summary of the question is not what the answering node holds
     */
    record Answer(List<DigestResponse> responses, boolean differs, PiggybackedUpdates memberUpdates) implements News {
        public Answer {
            responses = List.copyOf(responses);
            Objects.requireNonNull(memberUpdates, "memberUpdates");
        }

        /** One that says nothing of members. */
        public Answer(List<DigestResponse> responses) {
            this(responses, false, PiggybackedUpdates.NONE);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.answer(this);
        }
    }

    /** "Send me all beyond this, in pieces." Answered by a stream of {@link State}. */
    record StateRequest(String topic, Digest digest) implements Request {
        public StateRequest {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.stateRequest(this);
        }
    }

    /**
     * One piece of the state.
     *
     * @param delta what the sender holds without a gap
     * @param beyondGaps what it holds beyond gaps of its own: true as well, but not a sign that it holds what precedes
     * @param last whether nothing follows
     */
    record State(String topic, Delta delta, Delta beyondGaps, boolean last) implements Piece {
        public State {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(delta, "delta");
            Objects.requireNonNull(beyondGaps, "beyondGaps");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.state(this);
        }
    }

    /**
     * "I cannot tell yet where our digests differ: go on with your sketch." Answered by a stream of {@link Symbols}.
     *
     * @param key as in {@link DigestResponse.Sketched}
     * @param from how many symbols are there already
     */
    record SketchRequest(String topic, SketchKey key, int from) implements Request {
        public SketchRequest {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
            checkPlace(from);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.sketchRequest(this);
        }
    }

    /**
     * A stretch of a sketch.
     *
     * @param from the place of the first of these symbols; 0 if the sketch begins anew, since the one asked for is not
     *     there any more
     * @param last whether the sender makes no more: who cannot tell by now has to compare in another way
     */
    record Symbols(String topic, int from, List<CodedSymbol> symbols, boolean last) implements Piece {
        public Symbols {
            Objects.requireNonNull(topic, "topic");
            symbols = List.copyOf(symbols);
            checkPlace(from);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.symbols(this);
        }
    }

    /**
     * "We hold something else although we know of the same writes: send me a sketch of your state." Answered by a stream
     * of {@link StateSymbols}.
     *
     * @param key under which origins are hashed in it; another one each time
     * @param upTo a timestamp: the state is taken as it was before the first write behind it
     */
    record StateSketchRequest(String topic, SketchKey key, long upTo) implements Request {
        public StateSketchRequest {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
            if (upTo < 0) {
                throw new IllegalArgumentException("upTo must be 0 or more, was " + upTo);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.stateSketchRequest(this);
        }
    }

    /**
     * A stretch of a sketch of a state, whose items are the versions of the last writes to all keys.
     *
     * @param from the place of the first of these symbols
     * @param last whether the sender makes no more: who cannot tell by now has to compare in another way
     * @param gcWatermark deletes up to this timestamp the sender may have forgotten; 0 if there are none
     */
    record StateSymbols(String topic, int from, List<CodedSymbol> symbols, boolean last, long gcWatermark)
            implements Piece {
        public StateSymbols {
            Objects.requireNonNull(topic, "topic");
            symbols = List.copyOf(symbols);
            checkPlace(from);
            if (gcWatermark < 0) {
                throw new IllegalArgumentException("gcWatermark must be 0 or more, was " + gcWatermark);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.stateSymbols(this);
        }
    }

    private static void checkPlace(int from) {
        if (from < 0) {
            throw new IllegalArgumentException("the place of a symbol must be 0 or more, was " + from);
        }
    }
}
