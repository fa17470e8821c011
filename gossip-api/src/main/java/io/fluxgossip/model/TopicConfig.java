package io.fluxgossip.model;

import java.time.Duration;
import java.util.Objects;

/**
 * A topic as one node opens it. Only the name has to be the same on all nodes.
 *
 * @param name 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8; must not begin with {@code $}, which marks built-in topics
 * @param tombstoneTtl how long a delete is remembered; 1 ms or more. Of what is as old as that, and that others lack
 *     though they hold all that its writer had written, a node that was away for longer takes it that it was deleted
 */
public record TopicConfig(
        String name,
        Mode mode,
        Dissemination dissemination,
        Reconciliation reconciliation,
        Exchanges exchanges,
        Limits limits,
        Duration tombstoneTtl) {

    /** The default of {@code tombstoneTtl}: 1 day. */
    public static final Duration TOMBSTONE_TTL = Duration.ofDays(1);

    /** The longest name, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;

    public TopicConfig {
        int bytes = Names.bytes(name);
        if (bytes == 0 || bytes > MAX_NAME_BYTES) {
            throw new IllegalArgumentException(
                    "a topic name must have 1 to " + MAX_NAME_BYTES + " bytes of UTF-8, this one has " + bytes);
        }
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(dissemination, "dissemination");
        Objects.requireNonNull(reconciliation, "reconciliation");
        Objects.requireNonNull(exchanges, "exchanges");
        Objects.requireNonNull(limits, "limits");
        if (tombstoneTtl.toMillis() < 1) {
            throw new IllegalArgumentException("tombstoneTtl must be at least 1 ms, was " + tombstoneTtl
                    + "; typical is 1 d, and it should be longer than nodes stay away");
        }
    }

    /** Sync, {@link Dissemination#auto}, {@link Reconciliation#AUTO}, {@link Limits#DEFAULT}. */
    public static TopicConfig of(String name) {
        return new TopicConfig(
                name,
                Mode.sync(),
                Dissemination.auto(),
                Reconciliation.AUTO,
                Exchanges.PUSH_PULL,
                Limits.DEFAULT,
                TOMBSTONE_TTL);
    }

    public TopicConfig withMode(Mode mode) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits, tombstoneTtl);
    }

    public TopicConfig withDissemination(Dissemination dissemination) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits, tombstoneTtl);
    }

    public TopicConfig withReconciliation(Reconciliation reconciliation) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits, tombstoneTtl);
    }

    public TopicConfig withExchanges(Exchanges exchanges) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits, tombstoneTtl);
    }

    public TopicConfig withTombstoneTtl(Duration ttl) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits, ttl);
    }

    public TopicConfig withLimits(Limits limits) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits, tombstoneTtl);
    }
}
