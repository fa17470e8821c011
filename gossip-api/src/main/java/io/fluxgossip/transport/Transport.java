package io.fluxgossip.transport;

import io.fluxgossip.model.Address;
import io.fluxgossip.model.ConnectionRefusedException;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The seam between a node and its network. An implementation translates; it decides nothing about the protocol.
 *
 * <p>Every connection begins with a {@link Hello} in both directions, checked with {@link Hello#refusalOf}; one that is
 * refused is never shown to the node.
 */
public interface Transport {

    /** The largest message it carries, in bytes. */
    int maxMessageBytes();

    /** Begins to listen; emits once others can connect. */
    Mono<Listener> listen(Host host);

    /** A node as its transport sees it. */
    interface Host {

        NodeId id();

        /** The node's first message to a peer, at this moment. Cheap, and safe from any thread. */
        Hello hello(Address own);

        /**
         * A connection is up, and the peer has said who it is. Called before anything that the peer sends is handed on.
         */
        Inbound connected(Connection connection);

        Traffic traffic();
    }

    /** A node that can be connected to. */
    interface Listener {

        /** The address at which other nodes reach it. */
        Address address();

        /**
         * Dials. Emits the connection once the peer's hello is accepted, after {@link Host#connected} was called with
         * it; fails with a {@link ConnectionRefusedException} if either side refuses the other.
         */
        Mono<Connection> connect(Address address);

        /** Stops to listen, and closes all connections. */
        Mono<Void> close();
    }

    /** A connection to one peer. */
    interface Connection {

        Hello peer();

        /** Whether this side dialled. */
        boolean isOutbound();

        /**
         * Sends without an answer. The next notice may be given when {@link Inbound#ready} was called; that is at once
         * if the socket takes more, and when the peer has read enough otherwise.
         */
        void send(Message.Notice notice);

        Mono<Message.Answer> exchange(Message.Exchange exchange);

        /** Pieces in order, as demanded. */
        Flux<Message.Piece> pieces(Message.Request request);

        /** At once: what is not written yet is lost. */
        void close(String reason);

        /** When what was given is written. */
        void finish(String reason);

        Mono<Void> onClose();
    }

    /**
     * The node's end of one connection, to which the transport hands messages. Never blocks, and is cheap enough for an
     * event loop.
     */
    interface Inbound {

        void receive(Message.Notice notice);

        Mono<Message.Answer> exchange(Message.Exchange exchange);

        Flux<Message.Piece> pieces(Message.Request request);

        /** The connection takes another notice. */
        void ready();
    }

    /** Counts the traffic of a transport. */
    interface Traffic {

        void sent(int bytes);

        void received(int bytes);

        /** A frame or a peer was refused, for this reason. */
        void refused(String reason);
    }
}
