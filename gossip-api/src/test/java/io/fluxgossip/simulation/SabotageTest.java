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
                new Sabotage(
                        "the watermark is moved over a hole",
                        "protocol/History.java",
                        "if (after <= watermark) { watermark = upTo;",
                        "if (true) { watermark = upTo;"),
                new Sabotage(
                        "the answer to an exchange is left out",
                        "protocol/GossipCore.java",
                        "replies.add(reply.get());",
                        ""),
                new Sabotage(
                        "a tie is not broken by origin",
                        "model/Entry.java",
                        "Version.compare(timestamp, origin, other.timestamp, other.origin) > 0",
                        "timestamp > other.timestamp"),
                new Sabotage("a tombstone is dropped at once", "protocol/Replica.java", "history.add(entry);", """
                                if (entry.isTombstone()) {
                                    entries.remove(entry.key());
                                } else {
                                    history.add(entry);
                                }
                                """),
                new Sabotage(
                        "no value ends by itself",
                        "model/Entry.java",
                        "return expires() && nowMillis >= expiresAtMillis() ? new Entry(key, null, timestamp, origin, 0) : this;",
                        "return this;"),
                new Sabotage("a version is published before its entry", "protocol/GossipCore.java", """
                                updates.add(topic.replica.write(draft, node.clock.next(now)));
                                """, """
                                long timestamp = node.clock.next(now);
                                topic.replica.histories()
                                    .computeIfAbsent(node.self(), History::new)
                                    .cover(before, timestamp);
                                spreading.written(topic, before, 1);
                                spreading.flush();
                                updates.add(topic.replica.write(draft, timestamp));
                                """),
                new Sabotage(
                        "a truncated delta claims its full range",
                        "protocol/History.java",
                        "new Run(origin, after, lastTimestamp(taken), taken)",
                        "new Run(origin, after, upTo, taken)"),
                new Sabotage("the cursor is raised before sending", "protocol/Spreading.java", """
                                if (link.ready) {
                                    Message.Notice next = link.take(node.topics, node.config.deltaBytes(), node.counters);
                                    if (next != null) {
                                """, """
                                Message.Notice next = link.take(node.topics, node.config.deltaBytes(), node.counters);
                                if (link.ready) {
                                    if (next != null) {
                                """),
                new Sabotage(
                        "a gap is not pulled",
                        "protocol/Exchanging.java",
                        "pullGaps(link); if (link.due",
                        "if (link.due"));
    }

    /** Of what happens only where a delete is forgotten while somebody is away. */
    static Stream<Sabotage> sabotagesOfTheBoundary() {
        return Stream.of(
                new Sabotage(
                        "what others have deleted and forgotten is kept",
                        "protocol/Sweep.java",
                        "buried.stream().filter(replica::holds)",
                        "buried.stream().filter(entry -> false)"),
                new Sabotage(
                        "what was deleted and forgotten is taken again",
                        "protocol/Replica.java",
                        "return entry.supersedes(held) && timestamp <= collected && history.covers(timestamp);",
                        "return false;"));
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
