package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Snapshot;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import reactor.core.Disposable;

/** Eight threads write at once while two real nodes exchange every millisecond. */
class ManyWritersTest {

    private static final int THREADS = 8;
    private static final int PUTS = 10_000;

    private static final TopicSpec<String, String> SPEC =
            TopicSpec.of("t", Codec.utf8(), Codec.utf8()).mode(Mode.async(Duration.ofMillis(1)));

    @RepeatedTest(20)
    void allThatIsWrittenArrivesAndNoDigestCoversWhatIsNotThere() throws Exception {
        try (Cluster cluster = new Cluster()) {
            Topic<String, String> here = cluster.start("a").topic(SPEC);
            GossipNode b = cluster.start("b");
            Topic<String, String> there = b.topic(SPEC);
            ConcurrentLinkedQueue<Snapshot<String, String>> snapshots = new ConcurrentLinkedQueue<>();
            Disposable watching = there.states().take(20).subscribe(snapshots::add);

            Map<String, Version> written = writeFromAllThreads(here);
            Cluster.await("all on both", () -> here.size() == THREADS * PUTS && there.size() == THREADS * PUTS);

            watching.dispose();
            for (Snapshot<String, String> snapshot : snapshots) {
                written.forEach(
                        (key, version) -> assertThat(!snapshot.digest().covers(version) || snapshot.get(key) != null)
                                .isTrue());
            }
        }
    }

    private static Map<String, Version> writeFromAllThreads(Topic<String, String> topic) throws InterruptedException {
        Map<String, Version> written = new ConcurrentHashMap<>();
        CountDownLatch done = new CountDownLatch(THREADS);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String prefix = "t" + i + "-";
            threads.add(new Thread(() -> {
                for (int put = 0; put < PUTS; put++) {
                    String key = prefix + put;
                    written.put(
                            key,
                            topic.put(key, "v").blockOptional(Cluster.LIMIT).orElseThrow());
                }
                done.countDown();
            }));
        }
        threads.forEach(Thread::start);
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        return written;
    }
}
