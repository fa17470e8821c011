package io.fluxgossip;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.concurrent.Queues;

/**
 * One owner at a time without a thread of its own: whoever brings work while nobody works does it, together with what
 * others bring meanwhile. Nobody waits, and nothing hops to another thread.
 */
final class SerialLoop {

    private static final Logger LOG = Loggers.getLogger(SerialLoop.class);

    private final Queue<Runnable> queue =
            Queues.<Runnable>unboundedMultiproducer().get();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Runnable afterwards;

    /** Runs {@code afterwards} each time when no work is left. */
    SerialLoop(Runnable afterwards) {
        this.afterwards = afterwards;
    }

    /** Runs the task now, or leaves it to the one who is at work; in the order of the calls. */
    void run(Runnable task) {
        queue.offer(task);
        if (waiting.getAndIncrement() == 0) {
            drain();
        }
    }

    private void drain() {
        int done = 1;
        do {
            Runnable task = queue.poll();
            while (task != null) {
                runSafely(task);
                task = queue.poll();
            }
            runSafely(afterwards);
            done = waiting.addAndGet(-done);
        } while (done != 0);
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error fault) {
            LOG.error("a task of a gossip node failed; the node goes on", fault);
        }
    }
}
