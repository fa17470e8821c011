package io.fluxgossip.protocol;

import io.fluxgossip.model.Dissemination;

/** The strategy that a configuration means. */
record Strategies(NodeState node, Topic topic, Spreading spreading, Exchanging exchanging)
        implements Dissemination.Cases<Strategy> {

    @Override
    public Strategy flood(Dissemination.Flood flood) {
        return new Flooding(node, topic, spreading, exchanging, flood.topology());
    }

    @Override
    public Strategy direct(Dissemination.Direct direct) {
        return new DirectMail(node, topic, spreading, exchanging);
    }

    @Override
    public Strategy rumor(Dissemination.Rumor rumor) {
        return new RumorMongering(node, topic, spreading, exchanging, rumor);
    }

    @Override
    public Strategy tree(Dissemination.Tree tree) {
        return new PushTree(node, topic, spreading, exchanging, tree);
    }

    @Override
    public Strategy auto(Dissemination.Auto auto) {
        Strategy small = Dissemination.direct().read(this);
        Strategy large = Dissemination.tree().read(this);
        return new ByClusterSize(node, topic, spreading, exchanging, small, large);
    }
}
