package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Beat;
import io.fluxgossip.protocol.message.Roll;
import io.fluxgossip.protocol.message.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of all members in a hash and a number, and standings; a field of the message that carries it. */
final class RollFormat {

    private static final int FINGERPRINT = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int SIZE = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int NEWS = 3 << Tags.SHIFT | Tags.LENGTH;

    private static final int BEATS = 4 << Tags.SHIFT | Tags.LENGTH;

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int INCARNATION = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int COUNT = 3 << Tags.SHIFT | Tags.VARINT;

    private RollFormat() {}

    /** Nothing for {@link Roll#NONE}: a node that takes no part speaks as if there were no membership. */
    static void writeUnlessNone(int tag, Roll roll, Fields out) {
        if (!roll.equals(Roll.NONE)) {
            out.nested(tag, roll, RollFormat::write);
        }
    }

    private static void write(Roll roll, Fields out) {
        out.fixed(FINGERPRINT, roll.fingerprint()).number(SIZE, roll.size());
        for (Standing standing : roll.news()) {
            out.nested(NEWS, standing, StandingFormat::write);
        }
        for (Beat beat : roll.beats()) {
            out.nested(BEATS, beat, RollFormat::writeBeat);
        }
    }

    private static void writeBeat(Beat beat, Fields out) {
        out.text(NAME, beat.member().name())
                .number(INCARNATION, beat.member().incarnation())
                .number(COUNT, beat.count());
    }

    private static Beat readBeat(FieldReader in) {
        String name = null;
        long incarnation = 0;
        long count = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of a member", NodeId.MAX_NAME_BYTES);
                case INCARNATION -> incarnation = in.number("incarnation of a member");
                case COUNT -> count = in.number("count of heartbeats");
                default -> in.skip(tag);
            }
        }
        if (count == 0) {
            throw in.malformed("no count of heartbeats");
        }
        return new Beat(new NodeId(in.required("name of a member", name), incarnation), count);
    }

    /** @param before null unless the message around has given a roll already */
    static Roll readOnce(@Nullable Roll before, FieldReader in) {
        if (before != null) {
            throw in.malformed("a second roll, where there may be one");
        }
        return in.nested(RollFormat::read);
    }

    private static Roll read(FieldReader in) {
        long fingerprint = 0;
        int size = 0;
        List<Standing> news = new ArrayList<>();
        List<Beat> beats = new ArrayList<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case FINGERPRINT -> fingerprint = in.hash();
                case SIZE -> size = in.smallNumber("size of a roll");
                case NEWS -> news.add(in.nested(StandingFormat::read));
                case BEATS -> beats.add(in.nested(RollFormat::readBeat));
                default -> in.skip(tag);
            }
        }
        return new Roll(fingerprint, size, news, beats);
    }
}
