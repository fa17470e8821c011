package io.fluxgossip.protocol.exchange.form;

import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.protocol.link.DigestMemory;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.store.VersionFilter;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.turn.Turn;

/** {@link Reconciliation#BLOOM}: a Bloom filter of all versions, under a salt of its own each time. */
enum FilterForm implements DigestForm {
    INSTANCE;

    @Override
    public DigestRequest opening(Topic topic, DigestMemory digests, Turn turn) {
        boolean filters =
                topic.mayPull() && VersionFilter.hasRoomFor(topic.replica().entryCount());
        return filters ? filter(topic, turn.chance().nextLong()) : topic.compareOutright();
    }

    private static DigestRequest filter(Topic topic, long salt) {
        VersionFilter filter = topic.replica().excerpts().filter(topic.replica().entryCount(), salt);
        return new DigestRequest.Filter(
                topic.name(),
                salt,
                filter.hashes(),
                filter.bits(),
                topic.replica().fingerprint());
    }

    /** A filter would not show what this node lacks. */
    @Override
    public DigestRequest initialRequest(Topic topic, DigestMemory digests, Turn turn) {
        return topic.compareOutright();
    }

    @Override
    public boolean answersFilters() {
        return true;
    }
}
