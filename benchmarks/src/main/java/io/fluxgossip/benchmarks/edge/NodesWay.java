package io.fluxgossip.benchmarks.edge;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.fluxgossip.rsocket.RSocketGossip;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import reactor.core.publisher.Flux;

/** Two nodes of this project, and a topic in sync mode: it is there when the other replica shows it. */
final class NodesWay implements Way {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration WRITE = Duration.ofSeconds(30);
    private static final TopicSpec<String, byte[]> SPEC =
            TopicSpec.of("edge", Codec.utf8(), Codec.bytes()).mode(Mode.sync()).maxKeys(1_000_000);

    private final GossipNode here;
    private final GossipNode there;
    private final Topic<String, byte[]> from;
    private final Topic<String, byte[]> to;
    private final List<String> keys = new ArrayList<>();
    private long number;

    NodesWay() throws TimeoutException {
        here = RSocketGossip.node("edge").name("here").startNow(START);
        there = RSocketGossip.node("edge")
                .name("there")
                .seeds(Seeds.fixed(here.address().toString()))
                .startNow(START);
        from = here.topic(SPEC);
        to = there.topic(SPEC);
        carryOne(new Load(1, 1, 8));
    }

    private String key(int number) {
        while (keys.size() <= number) {
            keys.add(String.format(Locale.ROOT, "key-%012d", keys.size()));
        }
        return keys.get(number);
    }

    /** All updates of a burst have the same value. */
    private byte[] nextValue(Load load) {
        return ByteBuffer.allocate(load.valueBytes()).putLong(++number).array();
    }

    @Override
    public long carry(Load load) throws TimeoutException {
        byte[] value = nextValue(load);
        key(load.keys());
        from.putAll(Flux.range(0, load.updates()).map(update -> Map.entry(keys.get(update % load.keys()), value)))
                .block(WRITE);
        long end = Waiting.until(() -> isThere(keys.get((load.updates() - 1) % load.keys())));
        for (int key = 0; key < load.keys(); key++) {
            String each = keys.get(key);
            if (!isThere(each)) {
                end = Waiting.until(() -> isThere(each));
            }
        }
        return end;
    }

    @Override
    public long carryOne(Load load) throws TimeoutException {
        byte[] value = nextValue(load);
        String key = key(0);
        from.put(key, value).subscribe();
        return Waiting.spinning(() -> isThere(key));
    }

    private boolean isThere(String key) {
        byte[] value = to.get(key);
        return value != null && ByteBuffer.wrap(value).getLong() == number;
    }

    @Override
    public void close() {
        here.dispose();
        there.dispose();
    }
}
