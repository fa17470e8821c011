package io.fluxgossip;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.transport.Transport;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** The connections of a node, one to each peer. */
final class Connections {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    /** How long a connection that is one too many is left for the lower of the two nodes to close. */
    private static final long SPARE_MILLIS = 5_000;

    private static final String SPARE = "this pair of nodes has another connection";

    private final Loop loop;
    private final GossipCore core;
    private final Transport.Traffic traffic;

    private volatile @Nullable Dials dials;

    /** The one to each peer that counts. Owned by the loop, as the others. */
    private final Map<NodeId, Session> sessions = new HashMap<>();

    /** One too many; in the order in which they became that. */
    private final Set<Session> spares = new LinkedHashSet<>();

    Connections(Loop loop, GossipCore core, Transport.Traffic traffic) {
        this.loop = loop;
        this.core = core;
        this.traffic = traffic;
    }

    /** From here on connections can be opened. */
    void dialBy(Dials opening) {
        dials = opening;
    }

    /**
     * A connection is up. Two nodes keep one: of two that are dialled at about the same time the one dialled by the
     * lower {@link NodeId}, of two dialled by the same node the later. One that has been up for a while gives way to a
     * newer one, since a node dials again only what it has lost or closed.
     *
     * <p>Both see the connections of their pair in an order of their own, and may choose differently. Therefore only
     * the lower node closes what it does not choose; the other falls back on what is left.
     */
    Transport.Inbound connected(Transport.Connection connection) {
        Session session = new Session(loop, core, connection, traffic, this::isCurrent);
        loop.run(() -> {
            if (loop.isClosed()) {
                session.close("node " + loop.id() + " is closed");
            } else {
                choose(session);
            }
        });
        // Last: one that is closed by now has come before it goes.
        connection.onClose().subscribe(null, failed -> disconnected(session), () -> disconnected(session));
        return session;
    }

    private void choose(Session session) {
        Session other = sessions.get(session.peer());
        if (other == null) {
            adopt(session);
        } else if (other.outranks(session, loop.now())) {
            spare(session);
        } else {
            loop.carryOut(core.linkDown(loop.now(), session.peer()));
            adopt(session);
            spare(other);
        }
    }

    private void adopt(Session session) {
        sessions.put(session.peer(), session);
        loop.carryOut(core.linkUp(loop.now(), session.hello(), session.isOutbound()));
    }

    private void spare(Session session) {
        if (loop.id().compareTo(session.peer()) < 0) {
            session.finish(SPARE);
        } else {
            spares.add(session);
            loop.later(() -> session.closeUnlessCurrent(SPARE), SPARE_MILLIS);
        }
    }

    private void disconnected(Session session) {
        loop.submit(() -> {
            spares.remove(session);
            if (sessions.remove(session.peer(), session)) {
                loop.carryOut(core.linkDown(loop.now(), session.peer()));
                fallBack(session.peer());
            }
        });
    }

    /** The peer has closed the connection that counted here, since another counts there. */
    private void fallBack(NodeId peer) {
        spares.stream()
                .filter(spare -> spare.peer().equals(peer))
                .reduce((earlier, later) -> later)
                .ifPresent(spare -> {
                    spares.remove(spare);
                    adopt(spare);
                });
    }

    /** Whether this is the connection to its peer that counts. */
    boolean isCurrent(Session session) {
        return sessions.get(session.peer()) == session;
    }

    /** Within the loop: opens a connection for the core, or tells it that there is one, or that there cannot be. */
    void open(NodeId peer, String address) {
        Dials opening = dials;
        if (opening == null) {
            return;
        }
        Session open = sessions.get(peer);
        if (open != null) {
            loop.input(now -> core.linkUp(now, open.hello(), open.isOutbound()));
        } else if (address.isEmpty()) {
            loop.input(now -> core.unreachable(now, peer));
        } else {
            dial(peer, address, opening);
        }
    }

    private void dial(NodeId peer, String address, Dials opening) {
        Mono.fromSupplier(() -> Address.parse(address))
                .flatMap(there -> opening.to(there).doOnError(failure -> notReached(peer, there, failure, opening)))
                .map(connection -> connection.peer().node().equals(peer))
                .onErrorReturn(false)
                .contextWrite(DroppedErrors.aboutErrorsThatNobodyWaitsFor())
                .subscribe(reached -> {
                    if (!reached) {
                        loop.input(now -> core.unreachable(now, peer));
                    }
                });
    }

    /** For the log, unless the peer has dialled meanwhile and the connection that failed was one too many. */
    private void notReached(NodeId peer, Address address, Throwable failure, Dials opening) {
        loop.submit(() -> {
            if (!sessions.containsKey(peer)) {
                opening.failed(address, failure);
            }
        });
    }

    /** Within the loop: the core has no use for this connection any more. */
    void release(NodeId peer) {
        Session session = sessions.remove(peer);
        if (session != null) {
            session.finish("nobody needs it");
        }
    }

    Mono<List<Session>> all() {
        return loop.internalCall(() -> List.copyOf(sessions.values()));
    }

    /** Within the loop. A connection that fails under a message is given up: the core would wait for it for ever. */
    void with(NodeId peer, Consumer<Session> action) {
        Session session = sessions.get(peer);
        if (session != null) {
            try {
                action.accept(session);
            } catch (Throwable fault) {
                LOG.error("{} gives up its connection to {}", loop.id(), peer, fault);
                session.close("it failed under a message");
                disconnected(session);
            }
        }
    }

    /** Within the loop. */
    void closeAll(String reason) {
        Stream.concat(sessions.values().stream(), spares.stream()).forEach(session -> session.close(reason));
        sessions.clear();
        spares.clear();
    }
}
