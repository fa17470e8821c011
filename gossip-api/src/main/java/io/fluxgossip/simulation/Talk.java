package io.fluxgossip.simulation;

import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/** Counts what is said until nobody speaks of the updates any more. */
@SuppressWarnings("EnumOrdinal") // arrays of longs, not a contract
final class Talk {

    private static final int KINDS = MessageKind.values().length;

    private final ToIntFunction<Message> size;
    private final long[] messages = new long[KINDS];
    private final long[] bytes = new long[KINDS];

    /** Messages since the last one about the updates: they count if another one follows. */
    private final long[] idleMessages = new long[KINDS];

    private final long[] idleBytes = new long[KINDS];

    private long payloads;
    private long lastMicros;
    private boolean begun;

    Talk(ToIntFunction<Message> size) {
        this.size = size;
    }

    /** From here on everything counts, and nothing of before. */
    void begin(long micros) {
        begun = true;
        payloads = 0;
        for (long[] counts : List.of(messages, bytes, idleMessages, idleBytes)) {
            Arrays.fill(counts, 0);
        }
        lastMicros = micros;
    }

    /** When somebody last spoke of the updates. */
    long lastMicros() {
        return lastMicros;
    }

    void said(Message message, long micros) {
        if (!begun) {
            return;
        }
        MessageKind kind = MessageKind.of(message);
        idleMessages[kind.ordinal()]++;
        idleBytes[kind.ordinal()] += size.applyAsInt(message);
        payloads += entries(message);
        if (isAboutUpdates(message)) {
            lastMicros = micros;
            add(messages, idleMessages);
            add(bytes, idleBytes);
        }
    }

    private static void add(long[] to, long[] from) {
        for (int i = 0; i < KINDS; i++) {
            to[i] += from[i];
            from[i] = 0;
        }
    }

    /** Whether this is said because something is not the same everywhere, and not because a round has come. */
    private static boolean isAboutUpdates(Message message) {
        if (message instanceof Message.Exchange exchange) {
            return exchange.requests().stream().anyMatch(request -> !(request instanceof DigestRequest.Compare));
        }
        if (message instanceof Message.Answer answer) {
            return answer.differs() || !answer.responses().isEmpty();
        }
        return !(message instanceof Message.PingReq || message instanceof Message.IndirectAck);
    }

    private static int entries(Message message) {
        if (message instanceof Message.Push push) {
            return push.delta().entryCount();
        }
        if (message instanceof Message.State state) {
            return state.delta().entryCount() + state.beyondGaps().entryCount();
        }
        return message instanceof Message.Answer answer
                ? answer.responses().stream().mapToInt(Talk::entries).sum()
                : 0;
    }

    private static int entries(DigestResponse response) {
        if (response instanceof DigestResponse.Lacking lacking) {
            return lacking.delta().entryCount();
        }
        return response instanceof DigestResponse.Found found ? found.delta().entryCount() : 0;
    }

    /** By the ordinal of {@link MessageKind}. */
    long[] messages() {
        return messages;
    }

    /** By the ordinal of {@link MessageKind}. */
    long[] bytes() {
        return bytes;
    }

    /** Copies of entries. */
    long payloads() {
        return payloads;
    }
}
