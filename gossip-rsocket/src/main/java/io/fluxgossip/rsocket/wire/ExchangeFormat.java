package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Inquiry;
import io.fluxgossip.protocol.message.Message.Exchange;
import io.fluxgossip.protocol.message.Roll;
import io.fluxgossip.protocol.message.Summary;
import java.util.ArrayList;
import java.util.List;

/** An inquiry for each topic, a summary of those that are not asked about, and a roll unless there is none. */
final class ExchangeFormat {

    private static final int INQUIRIES = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int ROLL = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int SUMMARY = 3 << Tags.SHIFT | Tags.FIXED64;
    private static final int INTERVAL = 4 << Tags.SHIFT | Tags.VARINT;

    private ExchangeFormat() {}

    static void write(Exchange exchange, Fields out) {
        for (Inquiry inquiry : exchange.inquiries()) {
            out.nested(INQUIRIES, inquiry, InquiryFormat::write);
        }
        RollFormat.writeUnlessNone(ROLL, exchange.roll(), out);
        out.fixed(SUMMARY, exchange.summary().hash())
                .number(INTERVAL, exchange.summary().intervalMillis());
    }

    static Exchange read(FieldReader in) {
        List<Inquiry> inquiries = new ArrayList<>();
        Roll roll = null;
        long hash = 0;
        long intervalMillis = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case INQUIRIES -> inquiries.add(in.nested(InquiryFormat::read));
                case ROLL -> roll = RollFormat.readOnce(roll, in);
                case SUMMARY -> hash = in.hash();
                case INTERVAL -> intervalMillis = in.number("interval of a summary");
                default -> in.skip(tag);
            }
        }
        return new Exchange(inquiries, new Summary(intervalMillis, hash), roll == null ? Roll.NONE : roll);
    }
}
