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

        R graft(Graft graft);

        R changed(Changed changed);
    }

    /**
     * "Are we equal?" If not, the answer is the other's digest.
     *
     * @param holders who else holds it, as far as the asking node knows
     */
    record Compare(String topic, Fingerprint fingerprint, Holders holders) implements Inquiry {
        public Compare {
            Objects.requireNonNull(topic, "topic");
            Objects.requireNonNull(fingerprint, "fingerprint");
            Objects.requireNonNull(holders, "holders");
        }

        /** Nothing is said of others. */
        public Compare(String topic, Fingerprint fingerprint) {
            this(topic, fingerprint, Holders.NONE);
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.compare(this);
        }
    }

    /**
     * "This is all I hold": an origin that is not in the digest is unknown to the asking node.
     *
     * @param state as in {@link Fingerprint#state()}, so that equal digests over different states are noticed
     */
    record Full(String topic, Digest digest, long state) implements Inquiry {
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

    /** Like {@link Fragment}, "and push this topic to me from now on": the graft of a push tree. */
    record Graft(String topic, Digest digest) implements Inquiry {
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
     * @param base the first half of the {@link Fingerprint} of what was told before; 0 if nothing was, and all is told now
     * @param changes watermarks as they are now
     * @param now the fingerprint of what the asking node holds with these changes
     */
    record Changed(String topic, long base, Digest changes, Fingerprint now) implements Inquiry {
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
}
