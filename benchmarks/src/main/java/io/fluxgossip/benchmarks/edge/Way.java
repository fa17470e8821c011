package io.fluxgossip.benchmarks.edge;

import java.util.concurrent.TimeoutException;

/** A way for updates from one end of a connection on loopback to the other. One thread drives it. */
interface Way {

    /**
     * Carries a burst, and returns when all of it is there.
     *
     * @return when that was, by the clock of {@link System#nanoTime()}: looking whether nothing is missing takes time,
     *     too
     * @throws TimeoutException if it is not after a while
     */
    long carry(Load load) throws TimeoutException;

    /**
     * Carries one update, and returns as soon as it is seen to be there.
     *
     * @return when that was
     * @throws TimeoutException if it is not after a while
     */
    long carryOne(Load load) throws TimeoutException;

    void close();
}
