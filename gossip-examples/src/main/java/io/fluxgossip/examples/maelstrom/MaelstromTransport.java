package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.model.Address;
import io.fluxgossip.rsocket.wire.Origins;
import io.fluxgossip.transport.Transport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Maelstrom's network as a transport: the project's own frames, in base64, in the bodies of messages between nodes.
 *
 * <p>A message that is lost is not noticed here, as on a socket that stays open: what peers miss is for the protocol to
 * find out.
 */
final class MaelstromTransport implements Transport {

    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    /** There are no ports; an address has one, and that of a seed must not be 0. */
    private static final int PORT = 1;

    private final String self;
    private final Scheduler timers;
    private final Consumer<Envelope> post;

    private volatile @Nullable Switchboard switchboard;

    /** The transport of the node with this name. */
    MaelstromTransport(String self, Scheduler timers, Consumer<Envelope> post) {
        this.self = self;
        this.timers = timers;
        this.post = post;
    }

    /** Where others reach a node: its name is all that Maelstrom needs. */
    static Address addressOf(String node) {
        return new Address(node, PORT);
    }

    @Override
    public int maxMessageBytes() {
        return MAX_MESSAGE_BYTES;
    }

    @Override
    public Mono<Listener> listen(Host host) {
        return Mono.fromSupplier(() -> {
            FrameText frames = new FrameText(host.traffic(), new Origins(), MAX_MESSAGE_BYTES);
            Outbox outbox = new Outbox(self, frames, host.traffic(), post);
            Switchboard opened = new Switchboard(addressOf(self), host, frames, outbox, timers);
            switchboard = opened;
            return opened;
        });
    }

    /** Another node has sent this. */
    void heard(Letter letter) {
        Switchboard open = switchboard;
        if (open != null) {
            open.heard(letter);
        }
    }
}
