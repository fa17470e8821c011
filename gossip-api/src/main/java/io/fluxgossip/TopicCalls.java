package io.fluxgossip;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.turn.PendingWrite;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Calls of the user into the core, for one topic. */
final class TopicCalls {

    private final Loop loop;
    private final GossipCore core;
    private final String topic;

    TopicCalls(Loop loop, GossipCore core, String topic) {
        this.loop = loop;
        this.core = core;
        this.topic = topic;
    }

    /**
     * One write.
     *
     * @param value null deletes
     * @param ttlMillis how long it counts; 0 for ever
     */
    Mono<Version> write(Bytes key, @Nullable Bytes value, long ttlMillis) {
        return loop.call(() -> {
            GossipCore.Written written = core.write(loop.now(), topic, key, value, ttlMillis);
            loop.carryOut(written.effects());
            return written.entry().version();
        });
    }

    /** Several writes in one step, up to the first that is refused. */
    Mono<Boolean> write(List<PendingWrite> writes) {
        return loop.call(() -> {
            GossipCore.AllWritten written = core.write(loop.now(), topic, writes);
            loop.carryOut(written.effects());
            if (written.refusal() != null) {
                throw written.refusal();
            }
            return true;
        });
    }

    /** Emits the mode before. */
    Mono<Mode> switchTo(Mode mode, Scope scope) {
        return loop.call(() -> {
            Mode previous = core.mode(topic);
            loop.carryOut(core.switchTo(loop.now(), topic, mode, scope));
            return previous;
        });
    }

    /** Somebody wants to know how many members hold what this node holds, or nobody does any more. */
    void watch(BooleanSupplier isWatched) {
        loop.input(now -> core.watch(now, topic, isWatched.getAsBoolean()));
    }
}
