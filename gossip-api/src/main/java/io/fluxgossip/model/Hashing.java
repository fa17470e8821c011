package io.fluxgossip.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The hash below fingerprints and drawn graphs: the same in every JVM, and good enough to be summed. */
public final class Hashing {

    /** The increment of the SplitMix64 sequence. */
    public static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Hashing() {}

    /**
     * The finalizer of SplitMix64 (Steele, Lea and Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, 2014).
     */
    public static long mix(long bits) {
        long z = bits + GOLDEN;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The hash of one life of a node. */
    public static long hash(NodeId origin) {
        return hash(mix(origin.generation()), origin.name());
    }

    /** The hash of a name. */
    public static long hash(String name) {
        return hash(GOLDEN, name);
    }

    private static long hash(long start, String name) {
        long hash = start;
        for (int i = 0; i < name.length(); i++) {
            hash = mix(hash ^ name.charAt(i));
        }
        return hash;
    }

    /** The hash of bytes, eight at a time, the first of them the lowest. */
    static long hash(byte[] bytes) {
        long hash = GOLDEN ^ bytes.length;
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            hash = mix(hash ^ (long) WORDS.get(bytes, at));
        }
        long rest = 0;
        for (int shift = 0; at < bytes.length; at++, shift += Byte.SIZE) {
            rest |= (bytes[at] & 0xFFL) << shift;
        }
        return mix(hash ^ rest);
    }

    /** The hash of a timestamp in the history of an origin that hashes to {@code origin}. */
    public static long hash(long origin, long timestamp) {
        return mix(origin ^ mix(timestamp));
    }
}
