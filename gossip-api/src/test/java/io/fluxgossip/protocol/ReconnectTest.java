package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.LiveView;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Topology;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When a node dials a peer again that it could not reach. */
class ReconnectTest {

    private final NodeId first = new NodeId("a", 1);
    private final NodeId self = new NodeId("b", 1);
    private final GossipCore core = new GossipCore(NodeConfig.of(self), new SplittableRandom(1));
    private final List<Timer> armed = new ArrayList<>();
    private int dials;

    private void note(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Arm arm && !(arm.timer() instanceof Timer.Round)) {
                armed.add(arm.timer());
            } else if (effect instanceof Effect.Connect) {
                dials++;
            }
        }
    }

    /** It had been dialled before, the dial fails late, and meanwhile the peer was to open the connection. */
    @Test
    void aPeerThatIsExpectedToDialAndIsReportedAsUnreachableIsDialledOnce() {
        TopicConfig topic =
                TopicConfig.of("t").withMode(Mode.sync()).withDissemination(Dissemination.flood(Topology.full()));
        note(core.open(TwoCores.NOW, topic, Replica.empty(topic, self)));
        note(core.members(TwoCores.NOW, LiveView.of(List.of(first, self))));
        note(core.unreachable(TwoCores.NOW, first));
        List.copyOf(armed).forEach(timer -> note(core.fired(TwoCores.NOW + 2_000, timer)));
        assertThat(dials).isEqualTo(1);
    }
}
