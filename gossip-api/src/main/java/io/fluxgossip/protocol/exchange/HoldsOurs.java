package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Reply;
import io.fluxgossip.protocol.topic.Topics;

/** Whether a peer that answers so holds all that this node itself wrote. */
public record HoldsOurs(NodeId self, Topics topics) implements Reply.Cases<Boolean> {

    @Override
    public Boolean differs(Reply.Differs differs) {
        return differs.digest().watermark(self)
                >= topics.get(differs.topic()).replica().watermark(self);
    }

    /** The digests are equal. */
    @Override
    public Boolean diverged(Reply.Diverged diverged) {
        return true;
    }

    @Override
    public Boolean equal(Reply.Equal equal) {
        return true;
    }

    /** A filter does not say. */
    @Override
    public Boolean found(Reply.Found found) {
        return false;
    }

    /** Nor does the beginning of a sketch. */
    @Override
    public Boolean sketched(Reply.Sketched sketched) {
        return false;
    }

    /** Nor was it asked for that. */
    @Override
    public Boolean listed(Reply.Listed listed) {
        return false;
    }

    /** It was told all, and not what has changed. */
    @Override
    public Boolean forgot(Reply.Forgot forgot) {
        return false;
    }

    @Override
    public Boolean lacking(Reply.Lacking lacking) {
        return !lacking.wants().watermarks().containsKey(self);
    }
}
