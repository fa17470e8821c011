package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * The part of an answer that is about one topic. There is none if the two are equal and there is nothing to say of
 * others.
 */
public sealed interface DigestResponse {

    String topic();

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R differs(Differs differs);

        R diverged(Diverged diverged);

        R equal(Equal equal);

        R lacking(Lacking lacking);

        R forgot(Forgot forgot);

        R found(Found found);

        R sketched(Sketched sketched);

        R listed(Listed listed);
    }

    /**
     * To {@link DigestRequest.Compare} and {@link DigestRequest.Filter}: "we differ, and this is all I hold".
     *
     * @param state the lower half of {@link Fingerprint#state()}; 0 if it cannot be compared, since the answering node
     *     has refused something
     */
    record Differs(String topic, Digest digest, int state) implements DigestResponse {
        public Differs {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.differs(this);
        }
    }

    /**
     * To every request of a whole digest: "our digests are equal and our states are not",
     * see {@link Fingerprint}.
     *
     * @param state of the answering node, as in {@link Differs}
     */
    record Diverged(String topic, int state) implements DigestResponse {
        public Diverged {
            Objects.requireNonNull(topic, "topic");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.diverged(this);
        }
    }

    /**
     * To {@link DigestRequest.Compare} or an equal {@link Summary}: "we are equal, and these hold it as well".
     *
     * @param state a hash of what both hold, over both halves of the {@link Fingerprint}
     */
    record Equal(String topic, long state, AgreementView holders) implements DigestResponse {
        public Equal {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(holders, "holders");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.equal(this);
        }
    }

    /**
     * To a digest: "this is what you lack, and of these origins I lack what is beyond".
     *
     * @param delta what the asking node lacks, up to a budget
     * @param more whether the budget cut the delta short
     * @param wants what the answering node holds of each origin in which the asking node is ahead
     */
    record Lacking(String topic, Delta delta, boolean more, Digest wants) implements DigestResponse {
        public Lacking {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(delta, "delta");
            Objects.requireNonNull(wants, "wants");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.lacking(this);
        }
    }

    /** To {@link DigestRequest.Changed}: "I do not remember what you told me before, tell me all". */
    record Forgot(String topic) implements DigestResponse {
        public Forgot {
            Objects.requireNonNull(topic, "topic");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.forgot(this);
        }
    }

    /**
     * To {@link DigestRequest.Filter}: "these are not in it". What the filter hides is not among them. To {@link
     * DigestRequest.Writes}: "these still count".
     *
     * @param delta runs with one entry at least; of one origin there may be several
     * @param more whether the budget cut it short
     */
    record Found(String topic, Delta delta, boolean more) implements DigestResponse {
        public Found {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(delta, "delta");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.found(this);
        }
    }

    /**
     * To {@link DigestRequest.Compare}: "we differ, and this is how my digest begins as a sketch". {@link
     * Message.SketchRequest} asks for more of it.
     *
     * @param key of the hashes in it; another one each time
     * @param origins how many the answering node knows
     * @param symbols from the first on; none if the asking node holds nothing
     * @param state as in {@link Differs}
     */
    record Sketched(String topic, SketchKey key, int origins, List<CodedSymbol> symbols, int state)
            implements DigestResponse {
        public Sketched {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
            symbols = List.copyOf(symbols);
            if (origins < 0) {
                throw new IllegalArgumentException("origins must be 0 or more, was " + origins);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.sketched(this);
        }
    }

    /**
     * To {@link DigestRequest.Listing}: "this is all I hold".
     *
     * @param key of the hashes
     * @param held watermarks by {@link SketchKey.Hash#of hash}, none negative
     * @param state as in {@link Differs}
     */
    record Listed(String topic, SketchKey key, NavigableMap<Long, Long> held, int state) implements DigestResponse {
        public Listed {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
            held = SketchKey.watermarks(held);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.listed(this);
        }
    }
}
