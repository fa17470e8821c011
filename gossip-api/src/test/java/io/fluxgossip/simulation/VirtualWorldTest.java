package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Virtual time does not go back, however long a delay is. */
class VirtualWorldTest {

    @Test
    void aDelayBeyondTheEndOfTimeIsCutThere() {
        VirtualWorld world = new VirtualWorld(new SplittableRandom(1));
        world.step(5);
        assertThat(world.after(2)).isEqualTo(2_005);
        assertThat(world.after(Long.MAX_VALUE)).isGreaterThan(Long.MAX_VALUE - 1_000);
    }
}
