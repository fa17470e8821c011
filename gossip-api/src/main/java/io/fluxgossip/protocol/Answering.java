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
                ? Optional.of(new Reply.Diverged(compare.topic()))
                : Optional.of(new Reply.Differs(compare.topic(), replica.digest()));
    }

    @Override
    public Optional<Reply> full(Inquiry.Full full) {
        Replica.Excerpt excerpt = replica.excerpt(replica.ahead(full.digest()), budget);
        return reply(full.topic(), excerpt, replica.behind(full.digest()));
    }

    @Override
    public Optional<Reply> fragment(Inquiry.Fragment fragment) {
        return reply(fragment.topic(), replica.excerpt(fragment.digest(), budget), Digest.EMPTY);
    }

    private static Optional<Reply> reply(String topic, Replica.Excerpt excerpt, Digest wants) {
        boolean equal = excerpt.delta().isEmpty() && !excerpt.more() && wants.isEmpty();
        return equal ? Optional.empty() : Optional.of(new Reply.Lacking(topic, excerpt.delta(), excerpt.more(), wants));
    }
}
