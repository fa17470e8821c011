package io.fluxgossip.protocol.exchange;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.exchange.form.DigestForms;
import io.fluxgossip.protocol.link.PeerLink;
import io.fluxgossip.protocol.link.RememberedDigest;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.sketch.HashedOrigins;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.Excerpts.Excerpt;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.store.VersionFilter;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers a digest request about one topic; empty if the two are equal and there is nothing to say of others. */
final class Answering implements DigestRequest.Cases<Optional<DigestResponse>> {

    private final Turn turn;
    private final Repairs repairs;
    private final Topic topic;
    private final Replica replica;
    private final NodeId peer;

    /** Null if the connection went down meanwhile. */
    private final @Nullable PeerLink link;

    private final Budget budget;

    Answering(Turn turn, Repairs repairs, Topic topic, NodeId peer, @Nullable PeerLink link, Budget budget) {
        this.turn = turn;
        this.repairs = repairs;
        this.topic = topic;
        this.link = link;
        this.replica = topic.replica();
        this.peer = peer;
        this.budget = budget;
    }

    @Override
    public Optional<DigestResponse> compare(DigestRequest.Compare compare) {
        Fingerprint ours = replica.fingerprint();
        if (ours.equals(compare.fingerprint())) {
            topic.agreement().noteHolders(peer, topic.agreement().held(), compare.holders());
            AgreementView holders = topic.agreement().toSend();
            boolean nobodyAsks = compare.holders().equals(AgreementView.NONE);
            boolean allKnow = holders.all()
                    && compare.holders().all()
                    && holders.view() == compare.holders().view();
            return nobodyAsks || allKnow
                    ? Optional.empty()
                    : Optional.of(new DigestResponse.Equal(
                            compare.topic(), topic.agreement().held(), holders));
        }
        if (ours.digest() == compare.fingerprint().digest()) {
            return Optional.of(diverged());
        }
        return Optional.of(
                compare.outright() || link == null
                        ? differs()
                        : DigestForms.of(topic).answer(topic, link, compare.fingerprint(), turn));
    }

    private DigestResponse diverged() {
        return new DigestResponse.Diverged(topic.name(), topic.comparableState());
    }

    private DigestResponse differs() {
        return new DigestResponse.Differs(topic.name(), replica.digest(), topic.comparableState());
    }

    @Override
    public Optional<DigestResponse> full(DigestRequest.Full full) {
        if (link != null) {
            boolean comparable = full.state() != 0 || full.digest().isEmpty();
            repairs.told(link, topic, full.digest(), comparable ? Topic.comparable(full.state()) : 0);
        }
        Digest ahead = replica.ahead(full.digest());
        Digest behind = replica.behind(full.digest());
        long state = replica.fingerprint().state();
        if (ahead.isEmpty() && behind.isEmpty() && state != full.state()) {
            return Optional.of(diverged());
        }
        return response(full.topic(), replica.excerpts().beyond(ahead, budget), behind);
    }

    @Override
    public Optional<DigestResponse> fragment(DigestRequest.Fragment fragment) {
        return response(fragment.topic(), replica.excerpts().beyond(fragment.digest(), budget), Digest.EMPTY);
    }

    @Override
    public Optional<DigestResponse> graft(DigestRequest.Graft graft) {
        return response(graft.topic(), replica.excerpts().beyond(graft.digest(), budget), Digest.EMPTY);
    }

    /** The remembered digest is the asking node's whole digest again. */
    @Override
    public Optional<DigestResponse> changed(DigestRequest.Changed changed) {
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
            return Optional.of(new DigestResponse.Forgot(changed.topic()));
        }
        if (replica.fingerprint().equals(changed.now())) {
            return Optional.empty();
        }
        return full(new DigestRequest.Full(
                changed.topic(), told.digest(), changed.now().state()));
    }

    @Override
    public Optional<DigestResponse> filter(DigestRequest.Filter filter) {
        if (replica.fingerprint().equals(filter.now())) {
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
                found.delta().isEmpty()
                        ? differs()
                        : new DigestResponse.Found(filter.topic(), told(found), found.more()));
    }

    @Override
    public Optional<DigestResponse> hashed(DigestRequest.Hashed hashed) {
        Digest fragment = new HashedOrigins(hashed.key(), replica).known(hashed.held());
        return response(hashed.topic(), replica.excerpts().beyond(fragment, budget), Digest.EMPTY);
    }

    @Override
    public Optional<DigestResponse> listing(DigestRequest.Listing listing) {
        HashedOrigins origins = new HashedOrigins(listing.key(), replica);
        return Optional.of(new DigestResponse.Listed(
                listing.topic(), listing.key(), origins.hashed(replica.digest()), topic.comparableState()));
    }

    @Override
    public Optional<DigestResponse> writes(DigestRequest.Writes writes) {
        if (link != null && !writes.offered().isEmpty()) {
            repairs.offered(link, writes);
        }
        Excerpt found = HashedOrigins.excerpt(writes, replica, budget);
        return Optional.of(new DigestResponse.Found(writes.topic(), told(found), found.more()));
    }

    private Delta told(Excerpt excerpt) {
        return excerpt.delta().toldAt(turn.nowMillis());
    }

    private Optional<DigestResponse> response(String topic, Excerpt excerpt, Digest wants) {
        boolean equal = excerpt.delta().isEmpty() && !excerpt.more() && wants.isEmpty();
        return equal
                ? Optional.empty()
                : Optional.of(new DigestResponse.Lacking(topic, told(excerpt), excerpt.more(), wants));
    }
}
