package io.fluxgossip.benchmarks.clusters;

/** What is measured of a cluster. What was not reached within its time is infinite; what cannot be had is missing. */
public enum Figure {
    /** Heap of an idle node without keys, in bytes. */
    HEAP,
    /** Threads per node. */
    THREADS,
    /** From a write until all replicas show it, in milliseconds: the median. */
    SEEN_P50,
    /** The same, 99th percentile. */
    SEEN_P99,
    /** Updates that {@link #SEEN_P50} was taken of. */
    SEEN_UPDATES,
    /** Bytes on loopback for each update that was waited for, and each replica. */
    SINGLE_BYTES,
    /** Packets on loopback, likewise. */
    SINGLE_PACKETS,
    /** One writer, a burst over few keys: updates per second until all replicas are equal. */
    ONE_RATE,
    /** Bytes on loopback in it for each update and replica. */
    ONE_BYTES,
    /** Packets on loopback in it, likewise. */
    ONE_PACKETS,
    /** All nodes write: updates per second until all replicas are equal. */
    ALL_RATE,
    /** Bytes on loopback in it for each update and replica. */
    ALL_BYTES,
    /** Packets on loopback in it, likewise. */
    ALL_PACKETS,
    /** Bytes on loopback for each node and second, when nothing happens. */
    IDLE_BYTES,
    /** Packets on loopback, likewise. */
    IDLE_PACKETS,
    /** From the start of another node until it holds a thousand keys, in seconds. */
    JOIN_1000,
    /** The same with 10,000. */
    JOIN_10000,
    /** The same with 100,000. */
    JOIN_100000,
    /** Heap that grows while a reader takes nothing of the burst, in bytes. */
    STALL_HEAP,
    /** Updates per second until all replicas are equal meanwhile. */
    STALL_RATE;
}
