package io.fluxgossip.protocol.turn;

import io.fluxgossip.model.Mode;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.GossipCore;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action that a core wants carried out. A closed family; whoever drives the core carries effects out in the order
 * they come.
 */
public sealed interface Effect {

    void on(Handler handler);

    /** Carries effects out. */
    interface Handler {
        void connect(Connect connect);

        void disconnect(Disconnect disconnect);

        void send(Send send);

        void ask(Ask ask);

        void stream(Stream stream);

        void arm(Arm arm);

        void changed(Changed changed);

        void memberChanged(MemberChanged changed);

        void agreed(Agreed agreed);

        void forgotten(Forgotten forgotten);

        void switched(Switched switched);

        void windowChanged(WindowChanged paced);

        void unreached(Unreached unreached);

        void refused(Refused refused);
    }

    /**
     * Open a connection to this member; {@link GossipCore#linkUp} or {@link GossipCore#unreachable} says what came of
     * it. Nothing, if there is one by then.
     *
     * @param address where it said that it can be reached; empty if that is not known
     */
    record Connect(NodeId peer, String address) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.connect(this);
        }
    }

    /** Close the connection when what was given to it is written; it is down for the core already. */
    record Disconnect(NodeId peer) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.disconnect(this);
        }
    }

    /**
     * Send this and expect nothing. The peer is told nothing more until {@link GossipCore#ready} says that its link
     * takes it.
     */
    record Send(NodeId peer, Message.Notice message) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.send(this);
        }
    }

    /**
     * Ask this; either the answer is {@linkplain GossipCore#receive received} or the peer is {@link
     * GossipCore#unanswered}.
     *
     * @param timeoutMillis how long to wait for the answer
     */
    record Ask(NodeId peer, Message.Exchange message, long timeoutMillis) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.ask(this);
        }
    }

    /**
     * Ask for this and hear the pieces in order, as long as the core {@linkplain GossipCore#wants wants} another one;
     * {@link GossipCore#streamEnded} if that does not come.
     */
    record Stream(NodeId peer, Message.Request message) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.stream(this);
        }
    }

    /** Call {@link GossipCore#fired} after this time. A timer that fires once too often does no harm. */
    record Arm(Timer timer, long delayMillis) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.arm(this);
        }
    }

    /** Keys of a topic changed; the store shows it already. */
    record Changed(String topic, List<Update> updates) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.changed(this);
        }
    }

    /**
     * Something else is known of a member.
     *
     * @param before null of one that was not known
     */
    record MemberChanged(MemberState now, @Nullable MemberState before) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.memberChanged(this);
        }
    }

    /**
     * Something else is known of who holds what this node holds of a topic; only of topics that are
     * {@linkplain GossipCore#watch watched}.
     *
     * @param members how many are there, this node among them
     * @param holding how many of them are known to have held this very state
     * @param sinceMillis when this node came to hold it
     */
    record Agreed(String topic, int members, int holding, long sinceMillis) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.agreed(this);
        }
    }

    /** A member that has failed or left long ago is not remembered any more. */
    record Forgotten(NodeId member) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.forgotten(this);
        }
    }

    /** A topic has another mode now. */
    record Switched(String topic, Mode mode, Mode previous) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.switched(this);
        }
    }

    /** The window of a topic's own writes has this length from here on. */
    record WindowChanged(String topic, long windowMillis) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.windowChanged(this);
        }
    }

    /**
     * Pushes from here do not reach some members, because no path of the topic's topology leads there; only rounds do.
     *
     * @param members how many; 0 when all are reached again
     * @param one of them, empty if there is none
     */
    record Unreached(String topic, int members, String one) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.unreached(this);
        }
    }

    /** Something that a peer sent was not taken. */
    record Refused(NodeId peer, String reason) implements Effect {
        @Override
        public void on(Handler handler) {
            handler.refused(this);
        }
    }
}
