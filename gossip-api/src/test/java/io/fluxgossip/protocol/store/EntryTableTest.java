package io.fluxgossip.protocol.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers of the table see every published write, whatever a writer does meanwhile. */
class EntryTableTest {

    private static final NodeId ORIGIN = new NodeId("a", 1);

    private static Entry entry(Bytes key, long timestamp) {
        return new Entry(key, Bytes.EMPTY, timestamp, ORIGIN, null);
    }

    private static Bytes key(int number) {
        return Bytes.utf8("key-" + number);
    }

    /** Of eight bytes, whose hash has nothing in common with that of others but its first half. */
    private static Bytes likeOthers(int number) {
        long word = unmixed(unmixed(0x1234_5678_0000_0000L | number)) ^ Hashing.GOLDEN ^ Long.BYTES;
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(word)
                .array());
    }

    /** What {@link Hashing#mix} makes this of. */
    private static long unmixed(long mixed) {
        long z = mixed ^ (mixed >>> 31) ^ (mixed >>> 62);
        z *= 0x319642B2D24D8EC3L;
        z ^= (z >>> 27) ^ (z >>> 54);
        z *= 0x96DE1B173F119089L;
        z ^= (z >>> 30) ^ (z >>> 60);
        return z - Hashing.GOLDEN;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 70, 500, 4_000})
    void whatIsPutIsFoundUntilItIsRemoved(int keys) {
        behavesLikeAMap(keys, EntryTableTest::key);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 70, 500, 4_000})
    void keysOfOneHashAreFoundToo(int keys) {
        assertThat(likeOthers(1)).hasSameHashCodeAs(likeOthers(4_000)).isNotEqualTo(likeOthers(4_000));
        behavesLikeAMap(keys, EntryTableTest::likeOthers);
    }

    /** Fills, churns, and empties again. */
    private static void behavesLikeAMap(int keys, IntFunction<Bytes> key) {
        Random random = new Random(keys);
        EntryTable table = new EntryTable();
        Map<Bytes, Entry> map = new HashMap<>();
        int steps = 20 * keys;
        for (int step = 1; step <= steps; step++) {
            Bytes any = key.apply(random.nextInt(keys));
            if (random.nextInt(steps) >= step) {
                Entry entry = entry(any, step);
                assertThat(table.put(entry)).isSameAs(map.put(any, entry));
            } else {
                table.remove(any);
                map.remove(any);
            }
            assertThat(table.get(any)).isSameAs(map.get(any));
            assertThat(table.size()).isEqualTo(map.size());
        }
        List<Entry> others = new ArrayList<>();
        for (int number = 0; number < 2 * keys; number++) {
            others.add(entry(key.apply(number), steps + 1));
        }
        assertThat(table.getAll(others))
                .containsExactly(
                        others.stream().map(other -> map.get(other.key())).toArray(Entry[]::new));
        for (int number = 0; number < keys; number++) {
            assertThat(table.get(key.apply(number))).isSameAs(map.get(key.apply(number)));
        }
        assertThat(table).containsExactlyInAnyOrderElementsOf(map.values());
    }

    @Test
    void anIterationMeetsAllThatWasThereAllTheTime() {
        EntryTable table = new EntryTable();
        List<Entry> staying = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            staying.add(entry(key(number), number + 1));
            table.put(staying.get(number));
            table.put(entry(key(1_000 + number), number + 1));
        }
        List<Entry> met = new ArrayList<>();
        int step = 0;
        for (Entry entry : table) {
            met.add(entry);
            table.remove(key(1_000 + step));
            table.put(entry(key(10_000 + step), 1));
            step++;
        }
        assertThat(met).containsAll(staying).doesNotHaveDuplicates();
    }

    /** Readers look for keys that are always there, while others come and go and arrays are replaced. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderNeverMissesAKeyThatIsThere(boolean alike) {
        IntFunction<Bytes> key = alike ? EntryTableTest::likeOthers : EntryTableTest::key;
        int staying = 100;
        EntryTable table = new EntryTable();
        for (int number = 0; number < staying; number++) {
            table.put(entry(key.apply(number), 1));
        }
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Long> read = CompletableFuture.supplyAsync(() -> {
            long looks = 0;
            while (!over.get()) {
                for (int number = 0; number < staying; number++) {
                    assertThat(table.get(key.apply(number))).isNotNull();
                    looks++;
                }
            }
            return looks;
        });
        for (int round = 2; round < 200; round++) {
            for (int number = 0; number < 1_000; number++) {
                table.put(entry(key.apply(number), round));
            }
            for (int number = staying; number < 1_000; number++) {
                table.remove(key.apply(number));
            }
        }
        over.set(true);
        assertThat(read.orTimeout(30, TimeUnit.SECONDS).join()).isPositive();
        assertThat(table.size()).isEqualTo(staying);
    }
}
