package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Message.Answer;
import io.fluxgossip.protocol.message.Reply;
import io.fluxgossip.protocol.message.Roll;
import java.util.ArrayList;
import java.util.List;

/** A reply for each topic that differs, and a roll unless there is none. */
final class AnswerFormat {

    private static final int REPLIES = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int ROLL = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int DIFFERS = 3 << Tags.SHIFT | Tags.VARINT;

    private AnswerFormat() {}

    static void write(Answer answer, Fields out) {
        for (Reply reply : answer.replies()) {
            out.nested(REPLIES, reply, ReplyFormat::write);
        }
        RollFormat.writeUnlessNone(ROLL, answer.roll(), out);
        out.flag(DIFFERS, answer.differs());
    }

    static Answer read(FieldReader in) {
        List<Reply> replies = new ArrayList<>();
        Roll roll = null;
        boolean differs = false;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case REPLIES -> replies.add(in.nested(ReplyFormat::read));
                case ROLL -> roll = RollFormat.readOnce(roll, in);
                case DIFFERS -> differs = in.flag();
                default -> in.skip(tag);
            }
        }
        return new Answer(replies, differs, roll == null ? Roll.NONE : roll);
    }
}
