package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Beat;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hash and the number of all members, and member states; a field of the message that carries it. */
final class PiggybackedUpdatesFormat {

    private static final int FINGERPRINT = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int SIZE = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int NEWS = 3 << Tags.SHIFT | Tags.LENGTH;

    private static final int BEATS = 4 << Tags.SHIFT | Tags.LENGTH;

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int GENERATION = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int COUNT = 3 << Tags.SHIFT | Tags.VARINT;

    private PiggybackedUpdatesFormat() {}

    /** Nothing for {@link PiggybackedUpdates#NONE}: a node that takes no part speaks as if there were no membership. */
    static void writeUnlessNone(int tag, PiggybackedUpdates memberUpdates, Fields out) {
        if (!memberUpdates.equals(PiggybackedUpdates.NONE)) {
            out.nested(tag, memberUpdates, PiggybackedUpdatesFormat::write);
        }
    }

    private static void write(PiggybackedUpdates memberUpdates, Fields out) {
        out.fixed(FINGERPRINT, memberUpdates.fingerprint()).number(SIZE, memberUpdates.size());
        for (MemberState memberState : memberUpdates.news()) {
            out.nested(NEWS, memberState, MemberStateFormat::write);
        }
        for (Beat beat : memberUpdates.beats()) {
            out.nested(BEATS, beat, PiggybackedUpdatesFormat::writeBeat);
        }
    }

    private static void writeBeat(Beat beat, Fields out) {
        out.text(NAME, beat.member().name())
                .number(GENERATION, beat.member().generation())
                .number(COUNT, beat.count());
    }

    private static Beat readBeat(FieldReader in) {
        String name = null;
        long generation = 0;
        long count = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of a member", NodeId.MAX_NAME_BYTES);
                case GENERATION -> generation = in.number("generation of a member");
                case COUNT -> count = in.number("count of heartbeats");
                default -> in.skip(tag);
            }
        }
        if (count == 0) {
            throw in.malformed("no count of heartbeats");
        }
        return new Beat(new NodeId(in.required("name of a member", name), generation), count);
    }

    /** @param before null unless the message around has given a piggybacked updates already */
    static PiggybackedUpdates readOnce(@Nullable PiggybackedUpdates before, FieldReader in) {
        if (before != null) {
            throw in.malformed("a second list of member states, where there may be one");
        }
        return in.nested(PiggybackedUpdatesFormat::read);
    }

    private static PiggybackedUpdates read(FieldReader in) {
        long fingerprint = 0;
        int size = 0;
        List<MemberState> news = new ArrayList<>();
        List<Beat> beats = new ArrayList<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case FINGERPRINT -> fingerprint = in.hash();
                case SIZE -> size = in.smallNumber("number of member states");
                case NEWS -> news.add(in.nested(MemberStateFormat::read));
                case BEATS -> beats.add(in.nested(PiggybackedUpdatesFormat::readBeat));
                default -> in.skip(tag);
            }
        }
        return new PiggybackedUpdates(fingerprint, size, news, beats);
    }
}
