package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.protocol.message.AgreementView;

/** Which members hold what the sender holds. */
final class AgreementViewFormat {

    private static final int VIEW = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int ALL = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int PLACES = 3 << Tags.SHIFT | Tags.LENGTH;

    private static final int INTEREST = 4 << Tags.SHIFT | Tags.VARINT;

    private AgreementViewFormat() {}

    /** Nothing, if nothing is known. */
    static Fields write(int tag, AgreementView holders, Fields out) {
        return holders.equals(AgreementView.NONE) ? out : out.nested(tag, holders, AgreementViewFormat::write);
    }

    private static void write(AgreementView holders, Fields out) {
        out.fixed(VIEW, holders.view())
                .flag(ALL, holders.all())
                .bytes(PLACES, holders.places())
                .number(INTEREST, holders.interest());
    }

    static AgreementView read(FieldReader in) {
        long view = 0;
        int interest = 0;
        boolean all = false;
        Bytes places = Bytes.EMPTY;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case VIEW -> view = in.hash();
                case ALL -> all = in.flag();
                case PLACES -> places = in.bytes();
                case INTEREST -> interest = in.smallNumber("interest in holders");
                default -> in.skip(tag);
            }
        }
        if (all && places.size() > 0) {
            throw in.malformed("places of holders, where all members are");
        }
        if (interest > AgreementView.MAX_INTEREST) {
            throw in.malformed("an interest of " + interest + " in holders, limit " + AgreementView.MAX_INTEREST);
        }
        return new AgreementView(view, interest, all, places);
    }
}
