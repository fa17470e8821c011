package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Hashing;
import io.fluxgossip.model.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Under which origins are hashed for one sketch. Who does not know it cannot choose names and timestamps that get in
 * each other's way there.
 */
public record SketchKey(long first, long second) {

    private static final String ALGORITHM = "HmacSHA256";

    /** Hashes origins under this key; for one thread at a time. */
    public interface Hash {

        /** The first eight bytes of HMAC-SHA256 over the generation, in eight bytes, and the name in UTF-8. */
        long of(NodeId origin);

        /** The hash of an origin that was hashed, with a watermark. */
        long check(long origin, long watermark);
    }

    public Hash hash() {
        Mac mac = mac();
        return new Hash() {
            @Override
            public long of(NodeId origin) {
                mac.update(ByteBuffer.allocate(Long.BYTES)
                        .putLong(origin.generation())
                        .flip());
                return ByteBuffer.wrap(mac.doFinal(origin.name().getBytes(StandardCharsets.UTF_8)))
                        .getLong();
            }

            @Override
            public long check(long origin, long watermark) {
                return Hashing.hash(origin ^ first, watermark ^ second);
            }
        };
    }

    /** A copy of watermarks by hash, none of which may be negative. */
    static NavigableMap<Long, Long> watermarks(NavigableMap<Long, Long> held) {
        held.forEach((hash, watermark) -> {
            if (watermark < 0) {
                throw new IllegalArgumentException("the watermark of " + hash + " is " + watermark);
            }
        });
        return Collections.unmodifiableNavigableMap(new TreeMap<>(held));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            byte[] key = ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(first)
                    .putLong(second)
                    .array();
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException everyJvmHasIt) {
            throw new IllegalStateException(everyJvmHasIt);
        }
    }
}
