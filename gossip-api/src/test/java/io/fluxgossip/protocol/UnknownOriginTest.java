package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.turn.Timer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A peer holds histories of origins that are unknown here: they are asked for, and it does not count as equal. */
class UnknownOriginTest {

    private final NodeId x = new NodeId("x", 1);

    /** Its newest write is always on its way, and nobody here knows its name. */
    @ParameterizedTest
    @EnumSource
    void anUnknownOriginThatNeverStopsWritingIsAskedForAllTheSame(Reconciliation form) {
        TopicPair pair = new TopicPair(TopicConfig.of("t").withMode(Mode.sync()).withReconciliation(form));
        pair.coreA.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "both", 60));
        pair.coreB.receive(pair.now, pair.c, TopicPair.writtenByMany("t", "both", 60));
        long last = 0;
        for (int i = 0; i < 60; i++) {
            pair.now += TopicPair.SECOND;
            long timestamp = pair.now << Version.COUNTER_BITS;
            pair.coreB.receive(pair.now, pair.c, TopicPair.push("t", TopicPair.run(x, last, timestamp, "k" + i)));
            last = timestamp;
            pair.carry(pair.coreA.fired(pair.now, TopicPair.ROUND));
            pair.carry(pair.coreA.fired(pair.now, new Timer.MissingReview("t")));
            pair.carry(pair.coreA.fired(pair.now, new Timer.Retry(pair.b, 1)));
        }
        assertThat(pair.coreA.replica("t").get(Bytes.utf8("k0"))).isNotNull();
    }

    /** The origin that cannot be named may have a history in which the delete is not the last word. */
    @Test
    void aPeerThatHoldsUnknownOriginsDoesNotCountAsOneThatHoldsTheSame() {
        TopicPair pair = new TopicPair(TopicConfig.of("t")
                .withMode(Mode.async(Duration.ofSeconds(1)))
                .withReconciliation(Reconciliation.sketch())
                .withExchanges(Exchanges.PUSH));
        pair.coreA.members(pair.now, LiveView.of(List.of(pair.a, pair.b)));
        pair.coreA.write(pair.now, "t", Bytes.utf8("k"), Bytes.utf8("v"));
        pair.coreA.write(pair.now + 1, "t", Bytes.utf8("k"), null);
        pair.now += TopicPair.SECOND;
        pair.carry(pair.coreA.leave(pair.now));
        pair.coreB.receive(
                pair.now,
                pair.c,
                TopicPair.push("t", TopicPair.run(x, 0, (TwoCores.NOW - 5) << Version.COUNTER_BITS, "k9")));
        pair.now += TopicPair.SECOND;
        pair.carry(pair.coreA.fired(pair.now, TopicPair.ROUND));
        pair.now += TopicPair.SECOND;
        pair.coreA.fired(pair.now, new Timer.GarbageCollection("t"));
        assertThat(pair.coreA.replica("t").tombstones()).isOne();
    }
}
