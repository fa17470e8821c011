package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A claim about one member, its author unless that is the member, and the member's address and tags. */
final class MemberStateFormat {

    private static final int NAME = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int GENERATION = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int INCARNATION = 3 << Tags.SHIFT | Tags.VARINT;
    private static final int STATE = 4 << Tags.SHIFT | Tags.VARINT;
    private static final int BY_NAME = 5 << Tags.SHIFT | Tags.LENGTH;
    private static final int BY_GENERATION = 6 << Tags.SHIFT | Tags.VARINT;
    private static final int ADDRESS = 7 << Tags.SHIFT | Tags.LENGTH;
    private static final int TAGS = 8 << Tags.SHIFT | Tags.LENGTH;

    private static final int KEY = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int VALUE = 2 << Tags.SHIFT | Tags.LENGTH;

    private MemberStateFormat() {}

    static void write(MemberState memberState, Fields out) {
        NodeId member = memberState.member();
        NodeId by = memberState.by();
        out.text(NAME, member.name())
                .number(GENERATION, member.generation())
                .number(INCARNATION, memberState.incarnation())
                .number(STATE, number(memberState.state()));
        if (!by.equals(member)) {
            out.text(BY_NAME, by.name()).number(BY_GENERATION, by.generation());
        }
        out.text(ADDRESS, memberState.address());
        for (Map.Entry<String, String> tag : memberState.tags().entrySet()) {
            out.nested(TAGS, tag, MemberStateFormat::writeTag);
        }
    }

    private static void writeTag(Map.Entry<String, String> tag, Fields out) {
        out.text(KEY, tag.getKey()).text(VALUE, tag.getValue());
    }

    static MemberState read(FieldReader in) {
        String name = null;
        long generation = 0;
        long incarnation = 0;
        MemberStatus state = MemberStatus.ALIVE;
        String byName = null;
        long byGeneration = 0;
        String address = "";
        Map<String, String> tags = Map.of();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case NAME -> name = in.name("name of a member", NodeId.MAX_NAME_BYTES);
                case GENERATION -> generation = in.number("generation of a member");
                case INCARNATION -> incarnation = in.number("incarnation of a member");
                case STATE -> state = state(in);
                case BY_NAME -> byName = in.name("name of the node that judges a member", NodeId.MAX_NAME_BYTES);
                case BY_GENERATION -> byGeneration = in.number("generation of the node that judges a member");
                case ADDRESS -> address = in.text("address of a member", MemberState.MAX_ADDRESS_BYTES);
                case TAGS -> tags = withTag(tags, in);
                default -> in.skip(tag);
            }
        }
        NodeId member = new NodeId(in.required("name of a member", name), generation);
        return new MemberState(member, incarnation, state, by(member, byName, byGeneration, in), address, tags);
    }

    private static NodeId by(NodeId member, @Nullable String name, long generation, FieldReader in) {
        if (name != null) {
            return new NodeId(name, generation);
        }
        if (generation != 0) {
            throw in.malformed("a generation of the node that judges a member without its name");
        }
        return member;
    }

    /**
     * One tag more. The first one makes the map: most member states have none. Neither key nor value is fit for a log
     * yet.
     */
    private static Map<String, String> withTag(Map<String, String> before, FieldReader in) {
        String key = "";
        String value = "";
        int outer = in.enter();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case KEY -> key = in.text("key of a tag", MemberState.MAX_TAG_BYTES);
                case VALUE -> value = in.text("value of a tag", MemberState.MAX_TAG_BYTES);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        Map<String, String> tags = before.isEmpty() ? new TreeMap<>() : before;
        if (tags.put(key, value) != null) {
            throw in.malformed("a member has two tags of one key");
        }
        return tags;
    }

    /** Not the ordinal: that one may change. */
    private static int number(MemberStatus state) {
        return switch (state) {
            case ALIVE -> 0;
            case SUSPECTED -> 1;
            case FAILED -> 2;
            case LEFT -> 3;
        };
    }

    private static MemberStatus state(FieldReader in) {
        int number = in.smallNumber("state of a member");
        return switch (number) {
            case 0 -> MemberStatus.ALIVE;
            case 1 -> MemberStatus.SUSPECTED;
            case 2 -> MemberStatus.FAILED;
            case 3 -> MemberStatus.LEFT;
            default -> throw in.malformed("a member is in state " + number + ", known are 0 to 3");
        };
    }
}
