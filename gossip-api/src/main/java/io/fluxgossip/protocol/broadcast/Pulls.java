package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.topic.MissingUpdates;
import io.fluxgossip.protocol.topic.Topic;

/** How a strategy asks for what others hold. */
public interface Pulls {

    /** Asks a peer that is connected and owes no answer; returns whether it is asked. */
    boolean ask(NodeId peer, DigestRequest request);

    /** A peer holds this much; what is missing of it here is asked for, if it is still there. */
    void pullMissing(NodeId peer, Topic topic, Digest held);

    /** The same of one origin. */
    void pullMissing(NodeId peer, Topic topic, NodeId origin, long upTo);

    /** Asks one of those who announced a history that has not come in time. */
    void fetch(Topic topic, NodeId origin, MissingUpdates.Wait wait);
}
