package io.fluxgossip.rsocket.wire;

import io.fluxgossip.rsocket.wire.Frame.Refusal;

/** A reason. */
final class RefusalFormat {

    private static final int REASON = 1 << Tags.SHIFT | Tags.LENGTH;

    private RefusalFormat() {}

    static void write(Refusal refusal, Fields out) {
        out.text(REASON, refusal.reason());
    }

    static Refusal read(FieldReader in) {
        String reason = "";
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case REASON -> reason = in.cutText("reason", Refusal.MAX_REASON_BYTES);
                default -> in.skip(tag);
            }
        }
        return new Refusal(reason);
    }
}
