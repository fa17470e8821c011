package io.fluxgossip.model;

import java.util.Objects;

/**
 * A topic as one node opens it. Only the name has to be the same on all nodes.
 *
 * @param name 1 to {@value #MAX_NAME_BYTES} bytes of UTF-8; must not begin with {@code $}, which marks built-in topics
 */
public record TopicConfig(
        String name,
        Mode mode,
        Dissemination dissemination,
        Reconciliation reconciliation,
        Exchanges exchanges,
        Limits limits) {

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
    }

    /** Sync, {@link Dissemination#auto}, {@link Reconciliation#AUTO}, {@link Limits#DEFAULT}. */
    public static TopicConfig of(String name) {
        return new TopicConfig(
                name, Mode.sync(), Dissemination.auto(), Reconciliation.AUTO, Exchanges.PUSH_PULL, Limits.DEFAULT);
    }

    public TopicConfig withMode(Mode mode) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits);
    }

    public TopicConfig withDissemination(Dissemination dissemination) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits);
    }

    public TopicConfig withReconciliation(Reconciliation reconciliation) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits);
    }

    public TopicConfig withExchanges(Exchanges exchanges) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits);
    }

    public TopicConfig withLimits(Limits limits) {
        return new TopicConfig(name, mode, dissemination, reconciliation, exchanges, limits);
    }
}
