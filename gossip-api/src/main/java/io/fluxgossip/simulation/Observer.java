package io.fluxgossip.simulation;

import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.turn.Effect;

/** Sees everything that happens in a simulation; what it throws ends the run. */
public interface Observer {

    /** Watches nothing. */
    Observer NONE = new Observer() {};

    /** A node wrote; the effects are not carried out yet. */
    default void wrote(NodeView node, String topic, Entry entry) {}

    /** A message was handed to the network, which may lose it. */
    default void sent(NodeView from, NodeId to, Message message) {}

    /** A notice has arrived, and is about to be heard. */
    default void arrived(NodeView at, NodeId from, Message.Notice notice) {}

    /** An answer has arrived, and is about to be heard. */
    default void answered(NodeView at, NodeId from, Message.Answer answer) {}

    /** A piece of a stream has arrived, and is about to be heard. */
    default void streamed(NodeView at, NodeId from, Message.Piece piece) {}

    default void changed(NodeView node, Effect.Changed changed) {}

    default void switched(NodeView node, Effect.Switched switched) {}

    default void memberChanged(NodeView node, Effect.MemberChanged changed) {}

    default void agreed(NodeView node, Effect.Agreed agreed) {}

    default void windowChanged(NodeView node, Effect.WindowChanged changed) {}

    default void unreached(NodeView node, Effect.Unreached unreached) {}

    default void refused(NodeView node, Effect.Refused refused) {}

    /** An input has been taken and its effects have been carried out. */
    default void stepped(NodeView node) {}
}
