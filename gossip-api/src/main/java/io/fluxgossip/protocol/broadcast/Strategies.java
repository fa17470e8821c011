package io.fluxgossip.protocol.broadcast;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/** The strategy that a configuration means. */
record Strategies(Turn turn, Peers peers, ConnectionPool links, Topic topic, Outgoing outgoing, Pulls pulls)
        implements Dissemination.Cases<Strategy> {

    @Override
    public Strategy flood(Dissemination.Flood flood) {
        return new Flooding(turn, peers, topic, outgoing, pulls, flood.topology());
    }

    @Override
    public Strategy direct(Dissemination.Direct direct) {
        return new DirectMail(turn, peers, topic, outgoing, pulls);
    }

    @Override
    public Strategy rumor(Dissemination.Rumor rumor) {
        return new RumorMongering(turn, peers, links, topic, outgoing, pulls, rumor);
    }

    @Override
    public Strategy tree(Dissemination.Tree tree) {
        return new PushTree(turn, peers, links, topic, outgoing, pulls, tree);
    }

    @Override
    public Strategy auto(Dissemination.Auto auto) {
        Strategy small = Dissemination.direct().read(this);
        Strategy large = Dissemination.tree().read(this);
        return new ByClusterSize(turn, peers, topic, outgoing, pulls, small, large);
    }
}
