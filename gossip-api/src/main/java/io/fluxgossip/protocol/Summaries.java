package io.fluxgossip.protocol;

import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Holders;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Reply;
import io.fluxgossip.model.Summary;
import java.util.ArrayList;
import java.util.List;

/** Whether two nodes hold the same of all topics that have an interval, in one hash. */
final class Summaries {

    private final NodeState node;

    Summaries(NodeState node) {
        this.node = node;
    }

    /** What is summed up: topics that begin with a comparison, the built-in one among them. */
    List<Topic> topics(long intervalMillis) {
        List<Topic> topics = new ArrayList<>(node.topics.size());
        for (Topic topic : node.topics.values()) {
            if (topic.hasRoundsOf(intervalMillis) && topic.isCompared()) {
                topics.add(topic);
            }
        }
        return topics;
    }

    static Summary of(long intervalMillis, List<Topic> topics) {
        long sum = 0;
        for (Topic topic : topics) {
            sum += topic.summarized();
        }
        return new Summary(intervalMillis, sum);
    }

    /** Whether this node holds something else. */
    boolean differs(Summary theirs) {
        return !theirs.equals(Summary.NONE)
                && !theirs.equals(of(theirs.intervalMillis(), topics(theirs.intervalMillis())));
    }

    /** The peer holds the same: what is known of who else does, of the topics of which somebody wants to know. */
    List<Reply> equal(Summary theirs, NodeId peer) {
        List<Topic> topics = topics(theirs.intervalMillis());
        topics.forEach(topic -> topic.equalTo(peer));
        return topics.stream()
                .filter(topic -> !topic.replica.fingerprint().equals(Fingerprint.EMPTY))
                .filter(topic -> topic.holding.isAskedFor())
                .map(topic -> holders(topic, peer))
                .toList();
    }

    private static Reply holders(Topic topic, NodeId peer) {
        long held = topic.holding.held();
        topic.holding.heard(peer, held, Holders.NONE);
        return new Reply.Equal(topic.name(), held, topic.holding.told());
    }
}
