package io.fluxgossip;

import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Exchanges;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Reconciliation;
import io.fluxgossip.model.TopicConfig;
import java.time.Duration;
import java.util.Objects;

/**
 * A topic as the application sees it: a replicated map {@code K -> V}, and how its updates travel. An immutable value;
 * every method returns another one.
 *
 * <pre>{@code
 * static final TopicSpec<String, Flag> FLAGS =
 *         TopicSpec.of("flags", Codec.utf8(), Codec.json(Flag.class)).mode(Mode.sync());
 * }</pre>
 */
public final class TopicSpec<K, V> {

    private final TopicConfig config;
    private final Codec<K> keys;
    private final Codec<V> values;

    private TopicSpec(TopicConfig config, Codec<K> keys, Codec<V> values) {
        this.config = config;
        this.keys = keys;
        this.values = values;
    }

    /**
     * Sync, {@link Dissemination#auto}, {@link Reconciliation#AUTO}, {@link Limits#DEFAULT}.
     *
     * @param name the same on all nodes; 1 to 255 bytes of UTF-8, not beginning with {@code $}
     */
    public static <K, V> TopicSpec<K, V> of(String name, Codec<K> keys, Codec<V> values) {
        if (name.startsWith("$")) {
            throw new IllegalArgumentException(
                    "a topic name must not begin with $, which marks built-in topics; this one is '" + name + "'");
        }
        return new TopicSpec<>(TopicConfig.of(name), keys, values);
    }

    /** The mode until it is switched. */
    public TopicSpec<K, V> mode(Mode mode) {
        return with(config.withMode(mode));
    }

    /** To whom updates are pushed in sync mode. */
    public TopicSpec<K, V> dissemination(Dissemination dissemination) {
        return with(config.withDissemination(dissemination));
    }

    /** How exchanges find out what is missing. */
    public TopicSpec<K, V> reconciliation(Reconciliation reconciliation) {
        return with(config.withReconciliation(reconciliation));
    }

    /** Which way what differs goes in an exchange: to the peer, from it, or both, which is the default. */
    public TopicSpec<K, V> exchanges(Exchanges exchanges) {
        return with(config.withExchanges(exchanges));
    }

    /** Keys with a value on this node, at most; 1 or more, the default is 100,000. */
    public TopicSpec<K, V> maxKeys(int keys) {
        return with(config.withLimits(config.limits().withMaxKeys(keys)));
    }

    /** Deletes that this node remembers at most, beyond which it forgets the oldest; the default is 100,000. */
    public TopicSpec<K, V> maxTombstones(int tombstones) {
        return with(config.withLimits(config.limits().withMaxTombstones(tombstones)));
    }

    /**
     * How long a delete is remembered, 1 ms or more; the default is 1 day. It should be longer than nodes stay away:
     * of what is older, a node that is back drops what all others lack.
     */
    public TopicSpec<K, V> tombstoneTtl(Duration ttl) {
        return with(config.withTombstoneTtl(ttl));
    }

    /** Bytes of a key and its value together; the default is 64 KiB, the most 8 MiB. */
    public TopicSpec<K, V> maxEntryBytes(int bytes) {
        return with(config.withLimits(config.limits().withMaxEntryBytes(bytes)));
    }

    private TopicSpec<K, V> with(TopicConfig changed) {
        return new TopicSpec<>(changed, keys, values);
    }

    public String name() {
        return config.name();
    }

    public TopicConfig config() {
        return config;
    }

    Codec<K> keys() {
        return keys;
    }

    Codec<V> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicSpec<?, ?> spec
                && config.equals(spec.config)
                && keys.equals(spec.keys)
                && values.equals(spec.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(config, keys, values);
    }

    @Override
    public String toString() {
        return "topic " + config.name() + " (" + keys + " -> " + values + ", " + config.mode() + ", "
                + config.dissemination() + ", " + config.reconciliation() + ", " + config.exchanges() + ", "
                + config.limits() + ", " + config.tombstoneTtl() + ")";
    }
}
