package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether what happens all the time depends on how much there is. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FlatBenchmark {

    /** How much there is. */
    @State(Scope.Benchmark)
    public static class Held {

        /** Keys, and origins that have written them. */
        @Param({"1000x3", "1000x1000", "1000000x3", "1000000x1000"})
        public String held = "";

        private final GossipCore alone = Cores.alone(Cores.HERE);
        private final GossipCore linked = Cores.linked(Cores.HERE, Cores.THERE);
        private IdlePair pair = new IdlePair(List.of());
        private final HotKeys keys = new HotKeys();
        private final Bytes value = Cores.value();

        /** All of them hold the same entries. */
        @Setup
        public void fill() {
            int times = held.indexOf('x');
            int count = Integer.parseInt(held.substring(0, times));
            List<Message.Push> history = Cores.history(count, Integer.parseInt(held.substring(times + 1)));
            Cores.fill(alone, Cores.THERE, history);
            Cores.fill(linked, Cores.THERE, history);
            pair = new IdlePair(history);
        }
    }

    /** A write by a node without peers. */
    @Benchmark
    public List<Effect> put(Held held) {
        return held.alone
                .write(Cores.NOW, Cores.TOPIC, held.keys.next(), held.value)
                .effects();
    }

    /** A write, and the push that comes of it. */
    @Benchmark
    public List<Effect> push(Held held) {
        List<Effect> effects = held.linked
                .write(Cores.NOW, Cores.TOPIC, held.keys.next(), held.value)
                .effects();
        held.linked.ready(Cores.NOW, Cores.THERE);
        return effects;
    }

    /** A round between two that are equal: timer, question, answer. */
    @Benchmark
    public Message.Answer idleExchange(Held held) {
        return held.pair.exchange();
    }

    /** The messages and effects of such a round, made by hand. */
    @Benchmark
    public GossipCore.Answered idleFrames() {
        return IdlePair.frames();
    }
}
