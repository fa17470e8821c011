package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.link.RememberedDigest;
import io.fluxgossip.protocol.message.Fingerprint;
import io.fluxgossip.protocol.message.Holders;
import io.fluxgossip.protocol.message.Inquiry;
import io.fluxgossip.protocol.message.Reply;
import io.fluxgossip.protocol.sketch.HashedOrigins;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.Excerpts.Excerpt;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.store.VersionFilter;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers an inquiry about one topic; empty if the two are equal and there is nothing to say of others. */
final class Answering implements Inquiry.Cases<Optional<Reply>> {

    private final Turn turn;
    private final Topic topic;
    private final Replica replica;
    private final NodeId peer;

    /** Null if the connection went down meanwhile. */
    private final @Nullable PeerLink link;

    private final Budget budget;

    Answering(Turn turn, Topic topic, NodeId peer, @Nullable PeerLink link, Budget budget) {
        this.turn = turn;
        this.topic = topic;
        this.link = link;
        this.replica = topic.replica();
        this.peer = peer;
        this.budget = budget;
    }

    @Override
    public Optional<Reply> compare(Inquiry.Compare compare) {
        Fingerprint ours = replica.fingerprint();
        if (ours.equals(compare.fingerprint())) {
            topic.equalTo(peer);
            topic.holding().heard(peer, topic.holding().held(), compare.holders());
            Holders holders = topic.holding().told();
            boolean nobodyAsks = compare.holders().equals(Holders.NONE);
            boolean allKnow = holders.all()
                    && compare.holders().all()
                    && holders.roster() == compare.holders().roster();
            return nobodyAsks || allKnow
                    ? Optional.empty()
                    : Optional.of(
                            new Reply.Equal(compare.topic(), topic.holding().held(), holders));
        }
        if (ours.digest() == compare.fingerprint().digest()) {
            return Optional.of(diverged());
        }
        return Optional.of(
                compare.outright() || link == null
                        ? differs()
                        : DigestForms.of(topic).answer(topic, link, compare.fingerprint(), turn));
    }

    private Reply diverged() {
        return new Reply.Diverged(topic.name(), replica.fingerprint().state());
    }

    private Reply differs() {
        return new Reply.Differs(topic.name(), replica.digest());
    }

    @Override
    public Optional<Reply> full(Inquiry.Full full) {
        topic.tombstones().compared(peer, full.digest());
        Digest ahead = replica.ahead(full.digest());
        Digest behind = replica.behind(full.digest());
        long state = replica.fingerprint().state();
        if (ahead.isEmpty() && behind.isEmpty() && state != full.state()) {
            return Optional.of(diverged());
        }
        return reply(full.topic(), replica.excerpts().beyond(ahead, budget), behind);
    }

    @Override
    public Optional<Reply> fragment(Inquiry.Fragment fragment) {
        return reply(fragment.topic(), replica.excerpts().beyond(fragment.digest(), budget), Digest.EMPTY);
    }

    @Override
    public Optional<Reply> graft(Inquiry.Graft graft) {
        return reply(graft.topic(), replica.excerpts().beyond(graft.digest(), budget), Digest.EMPTY);
    }

    /** What is remembered is the asking node's whole digest again. */
    @Override
    public Optional<Reply> changed(Inquiry.Changed changed) {
        RememberedDigest told =
                link == null ? new RememberedDigest() : link.digests().received(changed.topic());
        if (changed.base() == 0) {
            told.clear();
        }
        if (told.hash() == changed.base() && told.hasRoomFor(changed.changes())) {
            told.put(changed.changes());
        }
        if (told.hash() != changed.now().digest()) {
            told.clear();
            return Optional.of(new Reply.Forgot(changed.topic()));
        }
        if (replica.fingerprint().equals(changed.now())) {
            topic.equalTo(peer);
            return Optional.empty();
        }
        return full(
                new Inquiry.Full(changed.topic(), told.digest(), changed.now().state()));
    }

    @Override
    public Optional<Reply> filter(Inquiry.Filter filter) {
        if (replica.fingerprint().equals(filter.now())) {
            topic.equalTo(peer);
            return Optional.empty();
        }
        if (replica.fingerprint().digest() == filter.now().digest()) {
            return Optional.of(diverged());
        }
        if (!DigestForms.of(topic).answersFilters()) {
            return Optional.of(differs());
        }
        Excerpt found = replica.excerpts().notIn(VersionFilter.of(filter), budget);
        return Optional.of(
                found.delta().isEmpty() ? differs() : new Reply.Found(filter.topic(), found.delta(), found.more()));
    }

    @Override
    public Optional<Reply> hashed(Inquiry.Hashed hashed) {
        Digest fragment = new HashedOrigins(hashed.key(), replica).known(hashed.held());
        return reply(hashed.topic(), replica.excerpts().beyond(fragment, budget), Digest.EMPTY);
    }

    @Override
    public Optional<Reply> listing(Inquiry.Listing listing) {
        HashedOrigins origins = new HashedOrigins(listing.key(), replica);
        return Optional.of(new Reply.Listed(listing.topic(), listing.key(), origins.hashed(replica.digest())));
    }

    private static Optional<Reply> reply(String topic, Excerpt excerpt, Digest wants) {
        boolean equal = excerpt.delta().isEmpty() && !excerpt.more() && wants.isEmpty() && excerpt.gcWatermark() == 0;
        return equal
                ? Optional.empty()
                : Optional.of(new Reply.Lacking(topic, excerpt.delta(), excerpt.more(), wants, excerpt.gcWatermark()));
    }
}
