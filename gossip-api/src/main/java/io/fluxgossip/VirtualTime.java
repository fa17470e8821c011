package io.fluxgossip;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** A clock that a test turns, with what is due by then; for one thread. */
final class VirtualTime implements Scheduler {

    /** 2026-01-01T00:00:00Z. */
    private static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private static final long MICROS_PER_MILLI = 1_000;

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long micros;
    private long scheduled;

    private record Event(long atMicros, long number, Runnable action, Disposable.Swap cancelled)
            implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atMicros, other.atMicros);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    long micros() {
        return micros;
    }

    /** Runs it at that time, unless it is disposed of before. */
    Disposable at(long atMicros, Runnable action) {
        Disposable.Swap cancelled = Disposables.swap();
        events.add(new Event(Math.max(micros, atMicros), scheduled++, action, cancelled));
        return cancelled;
    }

    /** When the next thing happens; the end of time if nothing does. */
    long nextMicros() {
        Event next = events.peek();
        return next == null ? Long.MAX_VALUE : next.atMicros();
    }

    /** Lets the next thing happen. */
    void step() {
        Event next = events.remove();
        micros = next.atMicros();
        if (!next.cancelled().isDisposed()) {
            next.action().run();
        }
    }

    void advanceTo(long end) {
        while (nextMicros() <= end) {
            step();
        }
        micros = end;
    }

    /** The scheduler of one node, for which time may stand still. */
    Scheduler of(Pause pause) {
        return new NodeTime(pause);
    }

    /** Until when a node does nothing. */
    static final class Pause {
        private long untilMicros;

        void until(long atMicros) {
            untilMicros = Math.max(untilMicros, atMicros);
        }
    }

    /** Runs it, or puts it off until the pause is over. */
    void whenAwake(Pause pause, Runnable action) {
        if (pause.untilMicros > micros) {
            at(pause.untilMicros, () -> whenAwake(pause, action));
        } else {
            action.run();
        }
    }

    // Scheduler

    @Override
    public long now(TimeUnit unit) {
        return unit.convert(EPOCH_MILLIS * MICROS_PER_MILLI + micros, TimeUnit.MICROSECONDS);
    }

    @Override
    public Disposable schedule(Runnable task) {
        return at(micros, task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        return at(micros + unit.toMicros(delay), task);
    }

    @Override
    public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
        return periodically(this, task, initialDelay, period, unit);
    }

    private static Disposable periodically(
            Scheduler scheduler, Runnable task, long initialDelay, long period, TimeUnit unit) {
        Disposable.Swap next = Disposables.swap();
        Runnable again = new Runnable() {
            @Override
            public void run() {
                task.run();
                if (!next.isDisposed()) {
                    next.replace(scheduler.schedule(this, Math.max(1, period), unit));
                }
            }
        };
        next.replace(scheduler.schedule(again, initialDelay, unit));
        return next;
    }

    @Override
    public Worker createWorker() {
        return new TimeWorker(this);
    }

    private final class NodeTime implements Scheduler {
        private final Pause pause;

        NodeTime(Pause pause) {
            this.pause = pause;
        }

        @Override
        public long now(TimeUnit unit) {
            return VirtualTime.this.now(unit);
        }

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.MICROSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            Disposable.Swap cancelled = Disposables.swap();
            cancelled.replace(at(
                    micros + unit.toMicros(delay),
                    () -> whenAwake(pause, () -> {
                        if (!cancelled.isDisposed()) {
                            task.run();
                        }
                    })));
            return cancelled;
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            return periodically(this, task, initialDelay, period, unit);
        }

        @Override
        public Worker createWorker() {
            return new TimeWorker(this);
        }
    }

    /** Tasks come in the order of their times as it is. */
    private static final class TimeWorker implements Scheduler.Worker {
        private final Scheduler scheduler;
        private final Disposable.Composite tasks = Disposables.composite();

        TimeWorker(Scheduler scheduler) {
            this.scheduler = scheduler;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.MICROSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            Disposable.Swap scheduled = Disposables.swap();
            tasks.add(scheduled);
            scheduled.replace(scheduler.schedule(
                    () -> {
                        tasks.remove(scheduled);
                        task.run();
                    },
                    delay,
                    unit));
            return scheduled;
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            Disposable periodical = periodically(scheduler, task, initialDelay, period, unit);
            tasks.add(periodical);
            return periodical;
        }

        @Override
        public void dispose() {
            tasks.dispose();
        }

        @Override
        public boolean isDisposed() {
            return tasks.isDisposed();
        }
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }
}
