package io.fluxgossip.testing;

import io.fluxgossip.simulation.EventQueue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** A clock that a test turns, with what is due by then; for one thread. */
final class VirtualTime {

    /** 2026-01-01T00:00:00Z. */
    private static final long EPOCH_MILLIS = 1_767_225_600_000L;

    private static final long MICROS_PER_MILLI = 1_000;

    private final EventQueue events = new EventQueue();
    private long micros;

    long micros() {
        return micros;
    }

    /** Runs it at that time. */
    void at(long atMicros, Runnable action) {
        events.add(Math.max(micros, atMicros), action);
    }

    void advanceTo(long end) {
        while (!events.isEmpty() && events.nextTime() <= end) {
            micros = events.nextTime();
            events.poll().run();
        }
        micros = end;
    }

    /** So much later; at the end of time if that is beyond it. */
    private long later(long delayMicros) {
        return micros + Math.min(delayMicros, Long.MAX_VALUE - micros);
    }

    /** A scheduler for one node, for which time may stand still. */
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

    private final class NodeTime implements Scheduler {
        private final Pause pause;

        NodeTime(Pause pause) {
            this.pause = pause;
        }

        @Override
        public long now(TimeUnit unit) {
            return unit.convert(EPOCH_MILLIS * MICROS_PER_MILLI + micros, TimeUnit.MICROSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task) {
            return schedule(task, 0, TimeUnit.MICROSECONDS);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            Disposable scheduled = Disposables.single();
            at(
                    later(unit.toMicros(delay)),
                    () -> whenAwake(pause, () -> {
                        if (!scheduled.isDisposed()) {
                            task.run();
                        }
                    }));
            return scheduled;
        }

        @Override
        public Disposable schedulePeriodically(Runnable task, long initialDelay, long period, TimeUnit unit) {
            Disposable.Swap next = Disposables.swap();
            Runnable again = new Runnable() {
                @Override
                public void run() {
                    task.run();
                    if (!next.isDisposed()) {
                        next.replace(schedule(this, Math.max(1, period), unit));
                    }
                }
            };
            next.replace(schedule(again, initialDelay, unit));
            return next;
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
            Disposable periodical = scheduler.schedulePeriodically(task, initialDelay, period, unit);
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
