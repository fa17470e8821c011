package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.turn.Counter;
import io.fluxgossip.protocol.turn.Effect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Eight nodes whose links take a push every 20 ms: writes come at a rate that they take, then at one that they do not.
 */
class AdaptiveTest {

    private static final String TOPIC = "t";
    private static final Duration WORST = Duration.ofMillis(400);

    private final List<Long> windows = new ArrayList<>();
    private final Simulation simulation = new Simulation(11).observe(new Observer() {
        @Override
        public void windowChanged(NodeView node, Effect.WindowChanged changed) {
            windows.add(changed.windowMillis());
        }
    });
    private final SimulatedNode writer;
    private int writes;

    AdaptiveTest() {
        simulation.network().latency(Duration.ofMillis(5));
        simulation.pushTakes(Duration.ofMillis(20));
        TopicConfig topic = TopicConfig.of(TOPIC)
                .withMode(Mode.adaptive(WORST).repairEvery(Duration.ofHours(1)))
                .withDissemination(Dissemination.direct());
        writer = simulation.startAll(Names.of(8), topic).get(0);
        simulation.advance(Duration.ofSeconds(5));
    }

    private void write(int count, Duration every) {
        for (int i = 0; i < count; i++) {
            writer.put(TOPIC, "k" + writes++ % 100, "v" + writes);
            simulation.advance(every);
        }
    }

    @Test
    void pushesAtOnceWhileLinksKeepUp() {
        write(50, Duration.ofMillis(50));
        assertThat(windows).isEmpty();
        assertThat(writer.core().counters().get(Counter.PUSHES_SENT)).isEqualTo(50 * 7);
    }

    @Test
    void widensWhenLinksAreBusyNeverBeyondTheWorstCaseAndNarrowsToNothingAgain() {
        write(5_000, Duration.ofMillis(2));
        long pushes = writer.core().counters().get(Counter.PUSHES_SENT);
        assertThat(windows).isNotEmpty().allMatch(window -> window <= WORST.toMillis());
        assertThat(windows.stream().mapToLong(window -> window).max().orElseThrow())
                .isGreaterThanOrEqualTo(16);
        assertThat(pushes).isLessThan(5_000 / 10 * 7 + 7);
        write(100, Duration.ofMillis(50));
        assertThat(windows.get(windows.size() - 1)).isZero();
        simulation.advance(Duration.ofSeconds(1));
        assertThat(simulation.isEqual(TOPIC)).isTrue();
        assertThat(writer.core().counters().get(Counter.WINDOWS_WIDENED)).isPositive();
        assertThat(writer.core().counters().get(Counter.WINDOWS_NARROWED)).isPositive();
    }

    @Test
    void linksThatTakeNothingWidenTheWindowToItsWorstCaseAndNoFurther() {
        simulation.pushTakes(Duration.ofSeconds(3));
        write(2_000, Duration.ofMillis(5));
        assertThat(windows).contains(WORST.toMillis()).allMatch(window -> window <= WORST.toMillis());
    }
}
