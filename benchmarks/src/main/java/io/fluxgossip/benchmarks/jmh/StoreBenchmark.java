package io.fluxgossip.benchmarks.jmh;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.store.Store;
import io.fluxgossip.protocol.turn.Effect;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads of a store to which another thread writes all the time. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Group)
public class StoreBenchmark {

    private static final int KEYS = 1 << 10;

    private final GossipCore core = Cores.alone(Cores.HERE);
    private final Store store = core.replica(Cores.TOPIC);
    private final Bytes[] keys = new Bytes[KEYS];
    private final Bytes value = Cores.value();
    private int written;

    /** Each key has a value. */
    @Setup
    public void fill() {
        for (int key = 0; key < KEYS; key++) {
            keys[key] = Cores.key(key);
            core.write(Cores.NOW, Cores.TOPIC, keys[key], value);
        }
    }

    /** Where a reader is. */
    @State(Scope.Thread)
    public static class Reader {
        private int next;
    }

    /** A read. */
    @Benchmark
    @Group("underWrites")
    @GroupThreads(1)
    public @Nullable Entry read(Reader reader) {
        reader.next = (reader.next + 1) & (KEYS - 1);
        return store.get(keys[reader.next]);
    }

    /** A write meanwhile. */
    @Benchmark
    @Group("underWrites")
    @GroupThreads(1)
    public List<Effect> write() {
        written = (written + 1) & (KEYS - 1);
        return core.write(Cores.NOW, Cores.TOPIC, keys[written], value).effects();
    }
}
