package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fluxgossip.GossipNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Errors that Reactor would throw through an event loop end a connection with a word. */
class FatalErrorsTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final FatalErrors fatal = new FatalErrors();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ((Logger) LoggerFactory.getLogger(GossipNode.class)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(GossipNode.class)).detachAppender(log);
    }

    private static Mono<String> thrown(Throwable error) {
        return Mono.just("socket").map(socket -> {
            throw sneaky(error);
        });
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable error) throws T {
        throw (T) error;
    }

    @Test
    void aLinkageErrorIsSignalledAndSaysWhatToLookFor() {
        StepVerifier.create(fatal.signalled(thrown(new AbstractMethodError("ByteBuf"))))
                .expectErrorSatisfies(error -> assertThat(error)
                        .hasMessageContaining("AbstractMethodError: ByteBuf")
                        .hasMessageContaining("class path"))
                .verify(LIMIT);
    }

    @Test
    void eachKindIsLoggedOnce() {
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(fatal.signalled(thrown(new NoSuchMethodError("one"))))
                    .expectError()
                    .verify(LIMIT);
            StepVerifier.create(fatal.signalled(thrown(new AbstractMethodError("two"))))
                    .expectError()
                    .verify(LIMIT);
        }
        assertThat(log.list).hasSize(2);
    }

    @Test
    void whatGoesWellStaysAsItIs() {
        StepVerifier.create(fatal.signalled(Mono.just("fine")))
                .expectNext("fine")
                .expectComplete()
                .verify(LIMIT);
        StepVerifier.create(fatal.signalled(Mono.empty())).expectComplete().verify(LIMIT);
        assertThat(log.list).isEmpty();
    }
}
