package io.fluxgossip.protocol;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Reply;
import java.util.Optional;

/** Answers an inquiry from one replica; empty if the two are equal. */
final class Answering implements Inquiry.Cases<Optional<Reply>> {

    private final Replica replica;
    private final Budget budget;

    Answering(Replica replica, Budget budget) {
        this.replica = replica;
        this.budget = budget;
    }

    @Override
    public Optional<Reply> compare(Inquiry.Compare compare) {
        Fingerprint ours = replica.fingerprint();
        if (ours.equals(compare.fingerprint())) {
            return Optional.empty();
        }
        return ours.digest() == compare.fingerprint().digest()
                ? Optional.of(new Reply.Diverged(compare.topic(), ours.state()))
                : Optional.of(new Reply.Differs(compare.topic(), replica.digest()));
    }

    @Override
    public Optional<Reply> full(Inquiry.Full full) {
        Digest ahead = replica.ahead(full.digest());
        Digest behind = replica.behind(full.digest());
        long state = replica.fingerprint().state();
        if (ahead.isEmpty() && behind.isEmpty() && state != full.state()) {
            return Optional.of(new Reply.Diverged(full.topic(), state));
        }
        return reply(full.topic(), replica.excerpt(ahead, budget), behind);
    }

    @Override
    public Optional<Reply> fragment(Inquiry.Fragment fragment) {
        return reply(fragment.topic(), replica.excerpt(fragment.digest(), budget), Digest.EMPTY);
    }

    @Override
    public Optional<Reply> graft(Inquiry.Graft graft) {
        return reply(graft.topic(), replica.excerpt(graft.digest(), budget), Digest.EMPTY);
    }

    private static Optional<Reply> reply(String topic, Replica.Excerpt excerpt, Digest wants) {
        boolean equal = excerpt.delta().isEmpty() && !excerpt.more() && wants.isEmpty();
        return equal ? Optional.empty() : Optional.of(new Reply.Lacking(topic, excerpt.delta(), excerpt.more(), wants));
    }
}
