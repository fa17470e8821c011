package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.topic.Topics;

/** Whether a peer that answers so holds all that this node itself wrote. */
public record HoldsOurs(NodeId self, Topics topics) implements DigestResponse.Cases<Boolean> {

    @Override
    public Boolean differs(DigestResponse.Differs differs) {
        return differs.digest().watermark(self)
                >= topics.get(differs.topic()).replica().watermark(self);
    }

    /** The digests are equal. */
    @Override
    public Boolean diverged(DigestResponse.Diverged diverged) {
        return true;
    }

    @Override
    public Boolean equal(DigestResponse.Equal equal) {
        return true;
    }

    /** A filter does not say. */
    @Override
    public Boolean found(DigestResponse.Found found) {
        return false;
    }

    /** Nor does the beginning of a sketch. */
    @Override
    public Boolean sketched(DigestResponse.Sketched sketched) {
        return false;
    }

    /** Nor was it asked for that. */
    @Override
    public Boolean listed(DigestResponse.Listed listed) {
        return false;
    }

    /** It was told all, and not what has changed. */
    @Override
    public Boolean forgot(DigestResponse.Forgot forgot) {
        return false;
    }

    @Override
    public Boolean lacking(DigestResponse.Lacking lacking) {
        return !lacking.wants().watermarks().containsKey(self);
    }
}
