package io.fluxgossip.model;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * For each origin a watermark: <i>I hold all that this origin wrote to this topic up to here, without a gap</i>.
 *
 * <p>A version vector in the sense of Parker et al. (1983), with timestamps in the place of counters. An origin that is
 * not there has the watermark 0. A fragment, a digest of some origins only, has the same form; the message says which.
 *
 * @param watermarks timestamps by origin, none negative
 */
public record Digest(NavigableMap<NodeId, Long> watermarks) {

    /** Nothing held yet. */
    public static final Digest EMPTY = new Digest(Collections.emptyNavigableMap());

    public Digest {
        for (Map.Entry<NodeId, Long> entry : watermarks.entrySet()) {
            if (entry.getValue() < 0) {
                throw new IllegalArgumentException("the watermark of " + entry.getKey() + " is " + entry.getValue());
            }
        }
        watermarks = Collections.unmodifiableNavigableMap(new TreeMap<>(watermarks));
    }

    public static Digest of(NodeId origin, long watermark) {
        TreeMap<NodeId, Long> watermarks = new TreeMap<>();
        watermarks.put(origin, watermark);
        return new Digest(watermarks);
    }

    public long watermark(NodeId origin) {
        Long watermark = watermarks.get(origin);
        return watermark == null ? 0 : watermark;
    }

    public boolean covers(Version version) {
        return watermark(version.origin()) >= version.timestamp();
    }

    /** The part of it for whose origins and watermarks this holds. */
    public Digest where(BiPredicate<NodeId, Long> wanted) {
        NavigableMap<NodeId, Long> part = new TreeMap<>();
        watermarks.forEach((origin, watermark) -> {
            if (wanted.test(origin, watermark)) {
                part.put(origin, watermark);
            }
        });
        return new Digest(part);
    }

    public boolean isEmpty() {
        return watermarks.isEmpty();
    }
}
