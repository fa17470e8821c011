package io.fluxgossip;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import reactor.core.scheduler.Schedulers;

/** {@link Topic#changes()} against the rules of Reactive Streams. */
public class ChangesTckTest extends PublisherVerification<Change<String, String>> {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    public ChangesTckTest() {
        super(new TestEnvironment(1_000, 50));
    }

    /** A topic of a closed node: its entries, the marker, and the end. */
    @Override
    public Publisher<Change<String, String>> createPublisher(long elements) {
        GossipNode node = TestNodes.start(Schedulers.boundedElastic());
        Topic<String, String> topic = node.topic(TestNodes.SPEC);
        for (long i = 1; i < elements; i++) {
            topic.put("k" + i, "v").block(LIMIT);
        }
        node.dispose();
        return elements == 0 ? topic.changes().skip(1) : topic.changes();
    }

    @Override
    public @Nullable Publisher<Change<String, String>> createFailedPublisher() {
        return null;
    }

    @Override
    public long maxElementsFromPublisher() {
        return 1_000;
    }
}
