package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message.Answer;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import java.util.ArrayList;
import java.util.List;

/** A response for each topic that differs, and piggybacked updates unless there are none. */
final class AnswerFormat {

    private static final int RESPONSES = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int MEMBER_UPDATES = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int DIFFERS = 3 << Tags.SHIFT | Tags.VARINT;

    private AnswerFormat() {}

    static void write(Answer answer, Fields out) {
        for (DigestResponse response : answer.responses()) {
            out.nested(RESPONSES, response, DigestResponseFormat::write);
        }
        PiggybackedUpdatesFormat.writeUnlessNone(MEMBER_UPDATES, answer.memberUpdates(), out);
        out.flag(DIFFERS, answer.differs());
    }

    static Answer read(FieldReader in) {
        List<DigestResponse> responses = new ArrayList<>();
        PiggybackedUpdates memberUpdates = null;
        boolean differs = false;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case RESPONSES -> responses.add(in.nested(DigestResponseFormat::read));
                case MEMBER_UPDATES -> memberUpdates = PiggybackedUpdatesFormat.readOnce(memberUpdates, in);
                case DIFFERS -> differs = in.flag();
                default -> in.skip(tag);
            }
        }
        return new Answer(responses, differs, memberUpdates == null ? PiggybackedUpdates.NONE : memberUpdates);
    }
}
