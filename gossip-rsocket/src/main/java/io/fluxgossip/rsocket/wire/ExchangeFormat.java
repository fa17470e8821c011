package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message.Exchange;
import java.util.ArrayList;
import java.util.List;

/** An inquiry for each topic. */
final class ExchangeFormat {

    private static final int INQUIRIES = 1 << Tags.SHIFT | Tags.LENGTH;

    private ExchangeFormat() {}

    static void write(Exchange exchange, Fields out) {
        for (Inquiry inquiry : exchange.inquiries()) {
            out.nested(INQUIRIES, inquiry, InquiryFormat::write);
        }
    }

    static Exchange read(FieldReader in) {
        List<Inquiry> inquiries = new ArrayList<>();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case INQUIRIES -> inquiries.add(in.nested(InquiryFormat::read));
                default -> in.skip(tag);
            }
        }
        return new Exchange(inquiries);
    }
}
