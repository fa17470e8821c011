package io.fluxgossip.rsocket;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import java.time.Duration;

/** What the README shows, so that it compiles. {@link DocsTest} compares the two. */
final class ReadmeExample {

    // README begins
    static final TopicSpec<String, String> FLAGS =
            TopicSpec.of("flags", Codec.utf8(), Codec.utf8()).mode(Mode.sync());

    // README ends

    private ReadmeExample() {}

    static void run() {
        // README begins
        GossipNode node = RSocketGossip.node("shop")
                .name("shop-1")
                .bind("0.0.0.0", 7400)
                .advertise("10.0.0.7", 7400)
                .seeds(Seeds.fixed("10.0.0.8:7400"))
                .startNow(Duration.ofSeconds(10));

        Topic<String, String> flags = node.topic(FLAGS);
        flags.put("dark-mode", "on").subscribe();
        flags.changes().subscribe(change -> System.out.println(change));
        // README ends
    }
}
