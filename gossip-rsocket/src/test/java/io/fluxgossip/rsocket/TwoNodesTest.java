package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.MemberEvent;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Two real nodes replicate over sockets in both modes. */
class TwoNodesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final TopicSpec<String, String> FLAGS = TopicSpec.of("flags", Codec.utf8(), Codec.utf8());

    private GossipNode a;
    private GossipNode b;

    @BeforeEach
    void start() {
        a = RSocketGossip.node("shop").name("a").startNow(LIMIT);
        b = RSocketGossip.node("shop")
                .name("b")
                .seeds(Seeds.fixed(a.address().toString()))
                .startNow(LIMIT);
    }

    @AfterEach
    void stop() {
        a.dispose();
        b.dispose();
        a.onDispose().then(b.onDispose()).block(LIMIT);
    }

    @Test
    void aPutOnOneNodeIsSeenOnTheOther() {
        Topic<String, String> here = a.topic(FLAGS.mode(Mode.sync().repairEvery(Duration.ofHours(1))));
        Topic<String, String> there = b.topic(FLAGS);
        awaitMembers();
        here.put("dark-mode", "on").block(LIMIT);
        StepVerifier.create(there.value("dark-mode").take(1))
                .expectNext("on")
                .expectComplete()
                .verify(LIMIT);
        assertThat(there.get("dark-mode")).isEqualTo("on");
    }

    @Test
    void aLateOpenedTopicFetchesWhatIsThere() {
        Topic<String, String> here = a.topic(FLAGS.mode(Mode.async(Duration.ofHours(1))));
        here.put("dark-mode", "on").block(LIMIT);
        awaitMembers();
        Topic<String, String> there = b.topic(FLAGS.mode(Mode.async(Duration.ofHours(1))));
        StepVerifier.create(there.value("dark-mode").take(1))
                .expectNext("on")
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aModeSwitchedForTheClusterReachesTheOtherNode() {
        Topic<String, String> here = a.topic(FLAGS);
        Topic<String, String> there = b.topic(FLAGS);
        awaitMembers();
        Mode async = Mode.async(Duration.ofMillis(50));
        StepVerifier.create(here.switchTo(async, Scope.CLUSTER))
                .expectNext(Mode.sync())
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(there.modes().filter(async::equals).take(1))
                .expectNext(async)
                .expectComplete()
                .verify(LIMIT);
    }

    private void awaitMembers() {
        StepVerifier.create(a.members().ofType(MemberEvent.Joined.class).take(1))
                .expectNextMatches(joined -> joined.member().name().equals("b"))
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(b.members().ofType(MemberEvent.Joined.class).take(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }
}
