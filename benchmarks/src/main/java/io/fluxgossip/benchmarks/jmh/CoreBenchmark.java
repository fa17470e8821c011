package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The core without anything around it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CoreBenchmark {

    /** A core that writes, and one peer that takes all of it. */
    @State(Scope.Benchmark)
    public static class Writer {
        private GossipCore core = Cores.alone(Cores.HERE);
        private final HotKeys keys = new HotKeys();
        private final Bytes value = Cores.value();

        /** A core that holds nothing yet. */
        @Setup(Level.Iteration)
        public void begin() {
            core = Cores.linked(Cores.HERE, Cores.THERE);
        }
    }

    /** A write, the push to one peer that comes of it, and the link's word that it takes more. */
    @Benchmark
    public List<Effect> write(Writer writer) {
        List<Effect> effects = writer.core
                .write(Cores.NOW, Cores.TOPIC, writer.keys.next(), writer.value)
                .effects();
        writer.core.ready(Cores.NOW, Cores.THERE);
        return effects;
    }

    /** What a peer pushes, made before; a new core each time that all of it was heard. */
    @State(Scope.Benchmark)
    public static class Hearer {

        /** Entries in a push. */
        @Param({"1", "100"})
        public int entries;

        private final List<Message.Push> pushes = new ArrayList<>();
        private GossipCore core = Cores.alone(Cores.HERE);
        private int next;

        /** Of one writer, to a thousand keys in turn. */
        @Setup
        public void begin() {
            pushes.clear();
            int written = 0;
            for (int push = 0; push < 200_000 / Math.max(2, entries); push++) {
                pushes.add(Cores.push(Cores.THERE, written % HotKeys.COUNT, HotKeys.COUNT, written, entries));
                written += entries;
            }
        }

        private Message.Push nextPush() {
            if (next == 0) {
                core = Cores.linked(Cores.HERE, Cores.THERE);
            }
            Message.Push push = pushes.get(next);
            next = (next + 1) % pushes.size();
            return push;
        }
    }

    /** A push is applied: entries of it, at once. */
    @Benchmark
    public List<Effect> heard(Hearer hearer) {
        Message.Push push = hearer.nextPush();
        return hearer.core.receive(Cores.NOW, Cores.THERE, push);
    }

    /** A core with 100,000 keys of 100 origins. */
    @State(Scope.Benchmark)
    public static class Full {
        private static final int ORIGINS = 100;

        private final GossipCore core = Cores.linked(Cores.HERE, Cores.THERE);
        private Message.Exchange behind = new Message.Exchange(List.of());

        /** And a question of somebody who lacks the last entry of each origin. */
        @Setup
        public void begin() {
            Cores.fill(core, Cores.THERE, Cores.history(100_000, ORIGINS));
            NavigableMap<NodeId, Long> held = new TreeMap<>();
            core.replica(Cores.TOPIC).digest().watermarks().forEach((origin, upTo) -> held.put(origin, upTo - 1));
            behind = new Message.Exchange(List.of(new DigestRequest.Fragment(Cores.TOPIC, new Digest(held))));
        }
    }

    /** The digest of a replica with 100,000 keys of 100 origins. */
    @Benchmark
    public Digest digest(Full full) {
        return full.core.replica(Cores.TOPIC).digest();
    }

    /** The delta of 100 entries that somebody lacks, one of each origin, out of 100,000. */
    @Benchmark
    public Message.Answer delta(Full full) {
        return full.core.answer(Cores.NOW, Cores.THERE, full.behind).answer();
    }
}
