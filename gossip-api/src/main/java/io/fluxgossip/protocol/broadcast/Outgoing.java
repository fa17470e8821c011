package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.topic.Topic;

/**
 * How a strategy sends: it names a peer and a history, and what is sent is computed when the link to the peer takes it.
 */
public interface Outgoing {

    /** The history of an origin went on, and the peer is believed to hold it up to {@code cursor}. */
    void extend(NodeId peer, Topic topic, NodeId origin, long cursor, int changes);

    /** Sends a peer all behind {@code after}, whether or not it was sent before. */
    void repeat(NodeId peer, Topic topic, NodeId origin, long after);

    /** Tells a peer that more of an origin is held here, without the entries. */
    void announce(NodeId peer, Topic topic, NodeId origin);

    /** Tells a peer not to push this topic to us. */
    void prune(NodeId peer, Topic topic);
}
