package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message.Exchange;
import io.fluxgossip.model.Roll;
import java.util.ArrayList;
import java.util.List;

/** An inquiry for each topic, and a roll unless there is none. */
final class ExchangeFormat {

    private static final int INQUIRIES = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int ROLL = 2 << Tags.SHIFT | Tags.LENGTH;

    private ExchangeFormat() {}

    static void write(Exchange exchange, Fields out) {
        for (Inquiry inquiry : exchange.inquiries()) {
            out.nested(INQUIRIES, inquiry, InquiryFormat::write);
        }
        RollFormat.writeUnlessNone(ROLL, exchange.roll(), out);
    }

    static Exchange read(FieldReader in) {
        List<Inquiry> inquiries = new ArrayList<>();
        Roll roll = null;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case INQUIRIES -> inquiries.add(in.nested(InquiryFormat::read));
                case ROLL -> roll = RollFormat.readOnce(roll, in);
                default -> in.skip(tag);
            }
        }
        return new Exchange(inquiries, roll == null ? Roll.NONE : roll);
    }
}
