package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.store.Budget;
import io.fluxgossip.protocol.store.Excerpts.Excerpt;
import io.fluxgossip.protocol.store.Replica;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The origins that a replica knows, by their hashes under one key. */
public final class HashedOrigins {

    private final SketchKey.Hash hash;
    private final Map<Long, NodeId> origins = new HashMap<>();
    private final Map<NodeId, Long> hashes = new HashMap<>();

    public HashedOrigins(SketchKey key, Replica replica) {
        this.hash = key.hash();
        for (NodeId origin : replica.histories().keySet()) {
            long hashed = hash.of(origin);
            origins.put(hashed, origin);
            hashes.put(origin, hashed);
        }
    }

    /** A version as an item of a sketch of a state. */
    public HashedVersion version(NodeId origin, long timestamp) {
        return new HashedVersion(hash(origin), timestamp);
    }

    /** Null if it is unknown here. */
    @Nullable
    public NodeId origin(long hashed) {
        return origins.get(hashed);
    }

    /** A digest as the items of a sketch. */
    public List<CodedSymbol> items(Digest digest) {
        return digest.watermarks().entrySet().stream()
                .map(held -> item(hash(held.getKey()), held.getValue()))
                .toList();
    }

    /** Takes in the versions of a state as items of a sketch. */
    interface Items {
        void add(long origin, long timestamp, long check);
    }

    /** Reads the state of a replica up to a timestamp; returns how many items it has. */
    int readState(Replica replica, long upTo, Items items) {
        int[] count = {0};
        replica.peerStates().readUpTo(upTo, (history, timestamp) -> {
            long origin = hash(history.origin());
            items.add(origin, timestamp, hash.check(origin, timestamp));
            count[0]++;
        });
        return count[0];
    }

    /** The writes that a peer wants, as far as they still count here, up to a budget. */
    public static Excerpt excerpt(DigestRequest.Writes writes, Replica replica, Budget budget) {
        HashedOrigins origins = new HashedOrigins(writes.key(), replica);
        NavigableSet<Version> wanted =
                new TreeSet<>(Comparator.comparing(Version::origin).thenComparing(Version::timestamp));
        for (HashedVersion version : writes.wanted()) {
            NodeId origin = origins.origin(version.origin());
            if (origin != null) {
                wanted.add(new Version(version.timestamp(), origin));
            }
        }
        return replica.excerpts().of(wanted, budget);
    }

    private CodedSymbol item(long origin, long watermark) {
        return new CodedSymbol(origin, watermark, hash.check(origin, watermark), 1);
    }

    public NavigableMap<Long, Long> hashed(Digest digest) {
        NavigableMap<Long, Long> hashed = new TreeMap<>();
        digest.watermarks().forEach((origin, watermark) -> hashed.put(hash(origin), watermark));
        return hashed;
    }

    /** The part of it that is known here, as a digest. */
    public Digest known(NavigableMap<Long, Long> hashed) {
        NavigableMap<NodeId, Long> known = new TreeMap<>();
        hashed.forEach((hash, watermark) -> {
            NodeId origin = origin(hash);
            if (origin != null) {
                known.put(origin, watermark);
            }
        });
        return new Digest(known);
    }

    /** The hash of an origin, whether or not it is known here. */
    long hash(NodeId origin) {
        Long known = hashes.get(origin);
        return known == null ? hash.of(origin) : known;
    }

    SketchKey.Hash hash() {
        return hash;
    }
}
