package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Fingerprint;

/** Two hashes. */
final class FingerprintFormat {

    private static final int DIGEST = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int STATE = 2 << Tags.SHIFT | Tags.FIXED64;

    private FingerprintFormat() {}

    static void write(Fingerprint fingerprint, Fields out) {
        out.fixed(DIGEST, fingerprint.digest()).fixed(STATE, fingerprint.state());
    }

    static Fingerprint read(FieldReader in) {
        long digest = 0;
        long state = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case DIGEST -> digest = in.hash();
                case STATE -> state = in.hash();
                default -> in.skip(tag);
            }
        }
        return new Fingerprint(digest, state);
    }
}
