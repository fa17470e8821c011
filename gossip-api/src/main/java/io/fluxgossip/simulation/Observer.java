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
    default void wrote(SimulatedNode node, String topic, Entry entry) {}

    /** A message was handed to the network, which may lose it. */
    default void sent(SimulatedNode from, NodeId to, Message message) {}

    /** A notice has arrived, and is about to be heard. */
    default void arrived(SimulatedNode at, NodeId from, Message.Notice notice) {}

    /** An answer has arrived, and is about to be heard. */
    default void answered(SimulatedNode at, NodeId from, Message.Answer answer) {}

    /** A piece of a stream has arrived, and is about to be heard. */
    default void streamed(SimulatedNode at, NodeId from, Message.Piece piece) {}

    default void changed(SimulatedNode node, Effect.Changed changed) {}

    default void switched(SimulatedNode node, Effect.Switched switched) {}

    default void memberChanged(SimulatedNode node, Effect.MemberChanged changed) {}

    default void agreed(SimulatedNode node, Effect.Agreed agreed) {}

    default void paced(SimulatedNode node, Effect.Paced paced) {}

    default void unreached(SimulatedNode node, Effect.Unreached unreached) {}

    default void refused(SimulatedNode node, Effect.Refused refused) {}

    /** An input has been taken and its effects have been carried out. */
    default void stepped(SimulatedNode node) {}
}
