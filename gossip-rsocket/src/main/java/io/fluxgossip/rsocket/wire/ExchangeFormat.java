package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message.Exchange;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Summary;
import java.util.ArrayList;
import java.util.List;

/**
 * An digest request for each topic, a summary of those that are not asked about, and a piggybacked updates unless there
 * is none.
 */
final class ExchangeFormat {

    private static final int REQUESTS = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int MEMBER_UPDATES = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int SUMMARY = 3 << Tags.SHIFT | Tags.FIXED64;
    private static final int INTERVAL = 4 << Tags.SHIFT | Tags.VARINT;

    private ExchangeFormat() {}

    static void write(Exchange exchange, Fields out) {
        for (DigestRequest request : exchange.requests()) {
            out.nested(REQUESTS, request, DigestRequestFormat::write);
        }
        PiggybackedUpdatesFormat.writeUnlessNone(MEMBER_UPDATES, exchange.memberUpdates(), out);
        out.fixed(SUMMARY, exchange.summary().hash())
                .number(INTERVAL, exchange.summary().intervalMillis());
    }

    static Exchange read(FieldReader in) {
        List<DigestRequest> requests = new ArrayList<>();
        PiggybackedUpdates memberUpdates = null;
        long hash = 0;
        long intervalMillis = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case REQUESTS -> requests.add(in.nested(DigestRequestFormat::read));
                case MEMBER_UPDATES -> memberUpdates = PiggybackedUpdatesFormat.readOnce(memberUpdates, in);
                case SUMMARY -> hash = in.hash();
                case INTERVAL -> intervalMillis = in.number("interval of a summary");
                default -> in.skip(tag);
            }
        }
        return new Exchange(
                requests,
                new Summary(intervalMillis, hash),
                memberUpdates == null ? PiggybackedUpdates.NONE : memberUpdates);
    }
}
