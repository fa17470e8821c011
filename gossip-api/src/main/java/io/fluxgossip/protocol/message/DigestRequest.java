package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;

/** One topic's question in an {@link Message.Exchange}: a digest in one of its forms. */
public sealed interface DigestRequest {

    String topic();

    <R> R read(Cases<R> cases);

    /** Whether it shows all that the asking node holds, so that no reply means that the other holds the same. */
    default boolean isOfAll() {
        return this instanceof Compare || this instanceof Full || this instanceof Changed || this instanceof Filter;
    }

    /** An exhaustive reader. */
    interface Cases<R> {
        R compare(Compare compare);

        R full(Full full);

        R fragment(Fragment fragment);

        R graft(Graft graft);

        R changed(Changed changed);

        R filter(Filter filter);

        R hashed(Hashed hashed);

        R listing(Listing listing);

        R writes(Writes writes);
    }

    /**
     * "Are we equal?" If not, the answer is the other's digest, or the beginning of a sketch of it.
     *
     * @param outright whether it is to be the digest in any case
     * @param holders who else holds it, as far as the asking node knows
     */
    record Compare(String topic, Fingerprint fingerprint, boolean outright, AgreementView holders)
            implements DigestRequest {
        public Compare {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(holders, "holders");
        }

        /** Nothing is said of others. */
        public Compare(String topic, Fingerprint fingerprint) {
            this(topic, fingerprint, false, AgreementView.NONE);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.compare(this);
        }
    }

    /**
     * "This is all I hold": an origin that is not in the digest is unknown to the asking node.
     *
     * @param state as in {@link Fingerprint#state()}, so that equal digests over different states are noticed; 0 if it
     *     cannot be compared, since the asking node has refused something
     */
    record Full(String topic, Digest digest, long state) implements DigestRequest {
        public Full {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.full(this);
        }
    }

    /** "Of these origins I hold this much": a pull that leaves the others aside. */
    record Fragment(String topic, Digest digest) implements DigestRequest {
        public Fragment {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.fragment(this);
        }
    }

    /** Like {@link Fragment}, "and push this topic to me from now on": the graft of a push tree. */
    record Graft(String topic, Digest digest) implements DigestRequest {
        public Graft {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.graft(this);
        }
    }

    /**
     * "Of the digest that I told you on this connection before, this has changed."
     *
     * @param base the first half of the {@link Fingerprint} of what was told before; 0 if nothing was, and all is told
     *     now
     * @param changes watermarks as they are now
     * @param now the fingerprint of what the asking node holds with these changes
     */
    record Changed(String topic, long base, Digest changes, Fingerprint now) implements DigestRequest {
        public Changed {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(changes, "changes");
            Objects.requireNonNull(now, "now");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.changed(this);
        }
    }

    /**
     * "Send me what is not in this Bloom filter over the versions that I hold."
     *
     * @param salt of the hashes of versions; another one each time
     * @param hashes bits set for each version; 1 to {@value #MAX_HASHES}
     * @param bits the lowest bit of the first byte first; none contain nothing
     * @param now of what the asking node holds
     */
    record Filter(String topic, long salt, int hashes, Bytes bits, Fingerprint now) implements DigestRequest {

        /** The most bits for a version. */
        public static final int MAX_HASHES = 16;

        public Filter {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(bits, "bits");
            Objects.requireNonNull(now, "now");
            if (hashes < 1 || hashes > MAX_HASHES) {
                throw new IllegalArgumentException("hashes must be 1 to " + MAX_HASHES + ", was " + hashes);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.filter(this);
        }
    }

    /**
     * A {@link Fragment} that names origins by hash: the asking node may have met them in a sketch only.
     *
     * @param key of the hashes
     * @param held watermarks by {@link SketchKey.Hash#of hash}, none negative
     */
    record Hashed(String topic, SketchKey key, NavigableMap<Long, Long> held) implements DigestRequest {
        public Hashed {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
            held = SketchKey.watermarks(held);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.hashed(this);
        }
    }

    /** "Tell me your digest, by hashes under this key": where a sketch of it would be longer. */
    record Listing(String topic, SketchKey key) implements DigestRequest {
        public Listing {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.listing(this);
        }
    }

    /**
     * "Send me these writes, as far as they still count; and these you lack: ask for them."
     *
     * @param key of the hashes of origins
     * @param wanted versions as items of a sketch of the state; at most {@value #MOST}
     * @param offered the same, of what the asking node holds
     */
    record Writes(String topic, SketchKey key, List<HashedVersion> wanted, List<HashedVersion> offered)
            implements DigestRequest {

        /** So many are asked for, or offered, at a time. */
        public static final int MOST = 512;

        public Writes {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(key, "key");
            wanted = List.copyOf(wanted);
            offered = List.copyOf(offered);
            int most = Math.max(wanted.size(), offered.size());
            if (most > MOST) {
                throw new IllegalArgumentException("at most " + MOST + " writes can be named, not " + most);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.writes(this);
        }
    }
}
