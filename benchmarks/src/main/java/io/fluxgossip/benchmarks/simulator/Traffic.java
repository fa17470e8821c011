package io.fluxgossip.benchmarks.simulator;

import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.WireSize;

/** Counts what is sent. */
final class Traffic {

    private long messages;
    private long payloads;
    private long bytes;
    private long digestBytes;

    /** What was sent up to a moment, or between two. */
    record Count(long messages, long payloads, long bytes, long digestBytes) {

        Count since(Count before) {
            return new Count(
                    messages - before.messages,
                    payloads - before.payloads,
                    bytes - before.bytes,
                    digestBytes - before.digestBytes);
        }
    }

    Count count() {
        return new Count(messages, payloads, bytes, digestBytes);
    }

    void sent(Message message) {
        int size = WireSize.bytesOf(message);
        messages++;
        bytes += size;
        if (message instanceof Message.Push push) {
            payloads += push.delta().entryCount();
        } else if (message instanceof Message.State state) {
            payloads += state.delta().entryCount() + state.beyondGaps().entryCount();
        } else if (message instanceof Message.Answer answer) {
            answered(answer, size);
        }
    }

    private void answered(Message.Answer answer, int size) {
        boolean digest = false;
        for (DigestResponse response : answer.responses()) {
            digest |= response instanceof DigestResponse.Differs || response instanceof DigestResponse.Sketched;
            payloads += response instanceof DigestResponse.Lacking lacking
                    ? lacking.delta().entryCount()
                    : 0;
            payloads += response instanceof DigestResponse.Found found
                    ? found.delta().entryCount()
                    : 0;
        }
        digestBytes += digest ? size : 0;
    }

    /** Whether this is said because of an update, and not because a second has passed. */
    static boolean isAboutAnUpdate(Message message) {
        if (message instanceof Message.Exchange exchange) {
            return !exchange.requests().stream().allMatch(DigestRequest.Compare.class::isInstance);
        }
        return message instanceof Message.Push
                || message instanceof Message.Announce
                || message instanceof Message.Prune
                || message instanceof Message.Request
                || message instanceof Message.Piece;
    }
}
