package io.fluxgossip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The storm is a test because it notices: each of these faults makes most seeds fail. */
class SabotageTest {

    private static final int SEEDS = 40;

    static Stream<Sabotage> sabotages() {
        return Stream.of(
                new Sabotage("the watermark is moved over a gap", "Coverage", "cover", """
                        known = Math.max(known, upTo);
                        """),
                new Sabotage("the answer to an exchange is left out", "Answers", "response", """
                        return Optional.empty();
                        """),
                new Sabotage("a tie is not broken by origin", "Entry", "supersedes", """
                        return other == null || timestamp > other.timestamp;
                        """),
                new Sabotage("a tombstone is dropped at once", "Holdings", "put", """
                        Entry held = entries.put(entry);
                        if (held != null) {
                            retract(held, history);
                        }
                        if (entry.isTombstone()) {
                            entries.remove(entry.key());
                        } else {
                            history.add(entry);
                            stateSum += shareOf(history, entry.timestamp());
                        }
                        return Update.of(entry, held);
                        """),
                new Sabotage("a version is covered before its entry is there", "Replica", "write", """
                        Entry entry = new Entry(pending.key(), pending.value(), timestamp, self, null);
                        History history = holdings.history(self);
                        Update update = holdings.put(entry, history);
                        holdings.cover(history, history.watermark(), timestamp + 1);
                        return update;
                        """),
                new Sabotage("a truncated delta claims its full range", "History", "cut", """
                        settle();
                        budget.charge(WireSize.runHeader(origin));
                        List<Entry> taken = new ArrayList<>();
                        for (int i = indexAfter(after); i < size && timestamps[i] <= upTo; i++) {
                            if (entries[i] != null && budget.spend(WireSize.entry(entries[i]))) {
                                taken.add(entries[i]);
                            } else if (entries[i] != null) {
                                return taken.isEmpty() ? null : new Run(origin, after, upTo, taken);
                            }
                        }
                        return new Run(origin, after, upTo, taken);
                        """),
                new Sabotage("the cursor is raised before sending", "Spreading", "flush", """
                        for (PeerLink link : woken) {
                            Message.Notice next = notices.next(link.pushes());
                            if (link.pushes().isReady() && next != null) {
                                send(link, next);
                            }
                        }
                        woken.clear();
                        """),
                new Sabotage("a gap is not pulled", "UrgentPulls", "pullGaps", ""));
    }

    /** Of what happens only where a delete is forgotten while somebody is away. */
    static Stream<Sabotage> sabotagesOfTheBoundary() {
        return Stream.of(
                new Sabotage("a delete without its key is not remembered", "Holdings", "remember", ""),
                new Sabotage("a delete without its key deletes nothing", "Holdings", "delete", """
                        return null;
                        """),
                new Sabotage("states that differ are not compared", "Repairs", "told", ""),
                new Sabotage("no value ends by itself", "Entry", "isOverAt", """
                        return false;
                        """));
    }

    @ParameterizedTest
    @MethodSource("sabotagesOfTheBoundary")
    void someSeedsNotice(Sabotage sabotage) {
        assertThat(caught(sabotage)).as(sabotage.name()).isGreaterThanOrEqualTo(SEEDS / 8);
    }

    @ParameterizedTest
    @MethodSource("sabotages")
    void mostSeedsNotice(Sabotage sabotage) {
        assertThat(caught(sabotage)).as(sabotage.name()).isGreaterThan(SEEDS / 2);
    }

    private static long caught(Sabotage sabotage) {
        LongConsumer storm = sabotage.storm();
        long caught = LongStream.range(0, SEEDS)
                .parallel()
                .filter(seed -> fails(storm, seed))
                .count();
        System.err.println("sabotage: " + caught + " of " + SEEDS + " seeds notice that " + sabotage.name());
        return caught;
    }

    private static boolean fails(LongConsumer storm, long seed) {
        try {
            storm.accept(seed);
            return false;
        } catch (AssertionError | RuntimeException noticed) {
            return true;
        }
    }
}
