package io.fluxgossip;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** The connections of a node, one to each peer. */
final class Connections {

    private static final Logger LOG = Loggers.getLogger(GossipNode.class);

    /** How long a connection that is one too many is left for its dialler to close. */
    private static final long TURNED_AWAY_MILLIS = 5_000;

    private final Engine engine;
    private final GossipCore core;

    /** Owned by the loop. */
    private final Map<NodeId, Session> sessions = new HashMap<>();

    Connections(Engine engine, GossipCore core) {
        this.engine = engine;
        this.core = core;
    }

    /**
     * A connection is up. Two nodes keep one: of two that are dialled at about the same time the one dialled by the lower
     * {@link NodeId}, of two dialled by the same node the later. One that has been up for a while gives way to a newer one,
     * since a node dials again only what it has lost or closed.
     */
    Transport.Inbound connected(Transport.Connection connection) {
        Session session = new Session(engine, core, connection, engine.now());
        connection.onClose().subscribe(null, failed -> disconnected(session), () -> disconnected(session));
        engine.run(() -> {
            Session other = sessions.get(session.peer());
            if (engine.isClosed() || (other != null && other.outranks(session, engine.now()))) {
                turnAway(session);
            } else {
                adopt(session, other);
            }
        });
        return session;
    }

    /** The side that dialled closes a connection that is one too many; the other lets it, and closes it if nothing happens. */
    private void turnAway(Session session) {
        String reason = engine.isClosed()
                ? "node " + engine.id() + " is closed"
                : "this pair of nodes has a connection already";
        if (engine.isClosed() || session.isOutbound()) {
            session.close(reason);
        } else {
            engine.later(() -> session.closeUnless(this::isCurrent, reason), TURNED_AWAY_MILLIS);
        }
    }

    private void adopt(Session session, @Nullable Session other) {
        sessions.put(session.peer(), session);
        if (other != null) {
            other.close("replaced by a newer connection of the same pair of nodes");
            engine.carryOut(core.linkDown(engine.now(), session.peer()));
        }
        engine.carryOut(core.linkUp(engine.now(), session.hello(), session.isOutbound()));
    }

    private void disconnected(Session session) {
        engine.submit(() -> {
            if (sessions.remove(session.peer(), session)) {
                engine.carryOut(core.linkDown(engine.now(), session.peer()));
            }
        });
    }

    /** Whether this is the connection to its peer that counts. */
    boolean isCurrent(Session session) {
        return sessions.get(session.peer()) == session;
    }

    /** Within the loop: opens a connection for the core, or tells it that there is one, or that there cannot be. */
    void open(NodeId peer, String address, Dials dials) {
        Session open = sessions.get(peer);
        if (open != null) {
            engine.input(now -> core.linkUp(now, open.hello(), open.isOutbound()));
        } else if (address.isEmpty()) {
            engine.input(now -> core.unreachable(now, peer));
        } else {
            dial(peer, address, dials);
        }
    }

    private void dial(NodeId peer, String address, Dials dials) {
        Mono.fromSupplier(() -> Address.parse(address))
                .flatMap(there -> dials.to(there).doOnError(failure -> notReached(peer, there, failure, dials)))
                .map(connection -> connection.peer().node().equals(peer))
                .onErrorReturn(false)
                .contextWrite(DroppedErrors.aboutErrorsThatNobodyWaitsFor())
                .subscribe(reached -> {
                    if (!reached) {
                        engine.input(now -> core.unreachable(now, peer));
                    }
                });
    }

    /** For the log, unless the peer has dialled meanwhile and the connection that failed was one too many. */
    private void notReached(NodeId peer, Address address, Throwable failure, Dials dials) {
        engine.submit(() -> {
            if (!sessions.containsKey(peer)) {
                dials.failed(address, failure);
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
        return engine.internalCall(() -> List.copyOf(sessions.values()));
    }

    /** Within the loop. A connection that fails under a message is given up: the core would wait for it for ever. */
    void with(NodeId peer, Consumer<Session> action) {
        Session session = sessions.get(peer);
        if (session != null) {
            try {
                action.accept(session);
            } catch (Throwable fault) {
                LOG.error("{} gives up its connection to {}", engine.id(), peer, fault);
                session.close("it failed under a message");
                disconnected(session);
            }
        }
    }

    /** Within the loop. */
    void closeAll(String reason) {
        sessions.values().forEach(session -> session.close(reason));
        sessions.clear();
    }
}
