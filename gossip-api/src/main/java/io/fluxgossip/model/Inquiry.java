package io.fluxgossip.model;

import java.util.Objects;

/** One topic's question in an {@link Message.Exchange}: a digest in one of its forms. */
public sealed interface Inquiry {

    String topic();

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R compare(Compare compare);

        R full(Full full);

        R fragment(Fragment fragment);
    }

    /** "Are we equal?" If not, the answer is the other's digest. */
    record Compare(String topic, Fingerprint fingerprint) implements Inquiry {
        public Compare {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(fingerprint, "fingerprint");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.compare(this);
        }
    }

    /** "This is all I hold": an origin that is not in the digest is unknown to the asking node. */
    record Full(String topic, Digest digest) implements Inquiry {
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
    record Fragment(String topic, Digest digest) implements Inquiry {
        public Fragment {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(digest, "digest");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.fragment(this);
        }
    }
}
