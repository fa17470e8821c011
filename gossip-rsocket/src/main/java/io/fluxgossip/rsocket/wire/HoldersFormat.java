package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.protocol.message.Holders;

/** Which members hold what the sender holds. */
final class HoldersFormat {

    private static final int ROSTER = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int ALL = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int PLACES = 3 << Tags.SHIFT | Tags.LENGTH;

    private static final int INTEREST = 4 << Tags.SHIFT | Tags.VARINT;

    private HoldersFormat() {}

    /** Nothing, if nothing is known. */
    static Fields write(int tag, Holders holders, Fields out) {
        return holders.equals(Holders.NONE) ? out : out.nested(tag, holders, HoldersFormat::write);
    }

    private static void write(Holders holders, Fields out) {
        out.fixed(ROSTER, holders.roster())
                .flag(ALL, holders.all())
                .bytes(PLACES, holders.places())
                .number(INTEREST, holders.interest());
    }

    static Holders read(FieldReader in) {
        long roster = 0;
        int interest = 0;
        boolean all = false;
        Bytes places = Bytes.EMPTY;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case ROSTER -> roster = in.hash();
                case ALL -> all = in.flag();
                case PLACES -> places = in.bytes();
                case INTEREST -> interest = in.smallNumber("interest in holders");
                default -> in.skip(tag);
            }
        }
        if (all && places.size() > 0) {
            throw in.malformed("places of holders, where all members are");
        }
        if (interest > Holders.MAX_INTEREST) {
            throw in.malformed("an interest of " + interest + " in holders, limit " + Holders.MAX_INTEREST);
        }
        return new Holders(roster, interest, all, places);
    }
}
