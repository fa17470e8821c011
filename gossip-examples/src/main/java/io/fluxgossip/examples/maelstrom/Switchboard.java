package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.ConnectionRefusedException;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.rsocket.HelloAnswer;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.transport.Transport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** All links of a node, by name: where letters come to the one they are for, and where links begin. */
final class Switchboard implements Transport.Listener {

    private final Address address;
    private final Transport.Host host;
    private final FrameText frames;
    private final Outbox outbox;
    private final Questions questions;
    private final Scheduler timers;
    private final AtomicLong lastDial = new AtomicLong();
    private final Map<String, MaelstromLink> links = new ConcurrentHashMap<>();

    private volatile boolean closed;

    Switchboard(Address address, Transport.Host host, FrameText frames, Outbox outbox, Scheduler timers) {
        this.address = address;
        this.host = host;
        this.frames = frames;
        this.outbox = outbox;
        this.questions = new Questions(timers);
        this.timers = timers;
    }

    FrameText frames() {
        return frames;
    }

    Outbox outbox() {
        return outbox;
    }

    Questions questions() {
        return questions;
    }

    void ended(MaelstromLink link) {
        links.remove(link.name(), link);
    }

    // Letters

    /** What cannot be read or is not expected is counted, and refused if the peer waits for an answer. */
    void heard(Letter letter) {
        try {
            handOn(letter);
        } catch (UnansweredException unexpected) {
            host.traffic().refused(unexpected.getMessage());
            if (letter.kind() == Letter.Kind.QUESTION) {
                outbox.answer(letter, new Frame.Refusal(unexpected.getMessage()));
            }
        }
    }

    private void handOn(Letter letter) {
        MaelstromLink link = links.get(letter.link());
        if (letter.kind() == Letter.Kind.ANSWER) {
            questions.answered(letter);
        } else if (link != null && link.dest().equals(letter.src())) {
            link.heard(letter);
        } else if (letter.kind() == Letter.Kind.QUESTION && frames.read(letter) instanceof Frame.Greeting greeting) {
            greeted(letter, greeting.hello());
        } else if (letter.kind() != Letter.Kind.CLOSE) {
            outbox.close(letter.src(), letter.link());
        }
    }

    // Hello

    private Hello hello() {
        return host.hello(address);
    }

    /** The node learns of the link when the answer is on its way. */
    private void greeted(Letter letter, Hello theirs) {
        Optional<String> refusal = closed ? Optional.of("it is closing") : hello().refusalOf(theirs);
        if (refusal.isPresent()) {
            host.traffic().refused("connection from " + letter.src() + ": " + refusal.get());
            outbox.answer(letter, new Frame.Refusal(refusal.get()));
        } else {
            MaelstromLink link = link(letter.link(), letter.src(), false);
            outbox.answer(letter, new Frame.Welcome(hello()));
            link.established(theirs, host);
        }
    }

    @Override
    public Mono<Transport.Connection> connect(Address to) {
        return Mono.defer(() -> {
            MaelstromLink link = link(host.id() + "/" + lastDial.incrementAndGet(), to.host(), true);
            return link.ask(new Frame.Greeting(hello()))
                    .map(answer -> answer.read(new HelloAnswer(hello())))
                    .<Transport.Connection>map(theirs -> link.established(theirs, host))
                    .doOnError(
                            ConnectionRefusedException.class,
                            refused ->
                                    host.traffic().refused("connection to " + to.host() + ": " + refused.getMessage()))
                    .doOnError(failure -> link.close(failure.toString()))
                    .doOnCancel(() -> link.close("nobody waits for it any more"));
        });
    }

    private MaelstromLink link(String name, String dest, boolean outbound) {
        Answers answers = new Answers(outbox, timers, host.traffic());
        MaelstromLink link = new MaelstromLink(name, dest, outbound, this, answers);
        links.put(name, link);
        return link;
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public Mono<Void> close() {
        return Mono.fromRunnable(() -> {
            closed = true;
            List.copyOf(links.values()).forEach(link -> link.close("the node is closing"));
        });
    }
}
