package io.fluxgossip.rsocket;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Locks of Netty and Reactor that nobody holds for long, and that are missing in the lists which these bring for
 * BlockHound.
 *
 * <p>Where BlockHound throws into a wait for a lock, the lock keeps the waiter and may never be had again; so one false
 * alarm ends a connection, or the timers of all nodes of this JVM.
 */
public final class ShortLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Another thread may be allocating when the allocator replaces its magazines.
        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free");
        // Takes the task out of the scheduler's queue; Reactor allows the same for tasks that are not periodic.
        builder.allowBlockingCallsInside("reactor.core.scheduler.PeriodicWorkerTask", "dispose");
    }
}
