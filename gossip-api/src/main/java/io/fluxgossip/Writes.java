package io.fluxgossip;

import io.fluxgossip.protocol.turn.PendingWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Writes what a publisher emits. What has come when the node is ready for more is written in one step, so a publisher
 * that has much at once costs little for each, and one that has little is not kept waiting.
 *
 * <p>The publisher is asked for more, and the codecs run, where the publisher emits or on the delivery scheduler; never
 * within the loop.
 */
final class Writes<K, V> implements CoreSubscriber<Map.Entry<K, V>> {

    /** Entries that are asked for at once, and are written at once at most. */
    private static final int BATCH = Queues.SMALL_BUFFER_SIZE;

    /** So many were written when more is asked for: the publisher need not wait. */
    private static final int REPLENISH = BATCH * 3 / 4;

    private final TopicCalls calls;
    private final EntryCodec<K, V> codec;
    private final MonoSink<Void> sink;

    private final Queue<PendingWrite> pending = Queues.<PendingWrite>get(BATCH).get();
    private final AtomicInteger wakeUps = new AtomicInteger();

    private @Nullable Subscription publisher;
    private @Nullable Throwable failure;
    private volatile boolean complete;

    /** A step is under way. */
    private volatile boolean writing;

    private volatile boolean ended;
    private int written;

    Writes(TopicCalls calls, EntryCodec<K, V> codec, MonoSink<Void> sink) {
        this.calls = calls;
        this.codec = codec;
        this.sink = sink;
    }

    @Override
    public Context currentContext() {
        return Context.of(sink.contextView());
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (Operators.validate(publisher, subscription)) {
            publisher = subscription;
            sink.onCancel(this::cancel);
            written = BATCH;
            wake();
        }
    }

    @Override
    public void onNext(Map.Entry<K, V> entry) {
        Objects.requireNonNull(entry, "entry");
        if (complete || ended) {
            return;
        }
        try {
            PendingWrite write =
                    new PendingWrite(codec.encodeKey(entry.getKey()), codec.encodeValue(entry.getValue()), 0);
            if (pending.offer(write)) {
                wake();
                return;
            }
            onError(Exceptions.failWithOverflow("the publisher emits more than it was asked for"));
        } catch (Throwable fault) {
            Exceptions.throwIfJvmFatal(fault);
            onError(fault);
        }
        publisher().cancel();
    }

    @Override
    public void onError(Throwable fault) {
        Objects.requireNonNull(fault, "fault");
        if (complete) {
            Operators.onErrorDropped(fault, currentContext());
            return;
        }
        failure = fault;
        onComplete();
    }

    @Override
    public void onComplete() {
        complete = true;
        wake();
    }

    private Subscription publisher() {
        return Objects.requireNonNull(publisher, "it has called onSubscribe");
    }

    private void cancel() {
        ended = true;
        publisher().cancel();
    }

    private void wake() {
        if (wakeUps.getAndIncrement() == 0) {
            int seen = 1;
            do {
                goOn();
                seen = wakeUps.addAndGet(-seen);
            } while (seen != 0);
        }
    }

    /** One thread at a time; a publisher that emits as soon as it is asked fills the next batch meanwhile. */
    private void goOn() {
        while (!writing && !ended) {
            boolean last = complete;
            List<PendingWrite> batch = waiting();
            if (!batch.isEmpty()) {
                write(batch);
            } else if (last) {
                end(failure);
            } else if (written >= REPLENISH) {
                int more = written;
                written = 0;
                publisher().request(more);
            } else {
                return;
            }
        }
    }

    private List<PendingWrite> waiting() {
        List<PendingWrite> batch = new ArrayList<>(pending.size());
        for (PendingWrite write = pending.poll(); write != null; write = pending.poll()) {
            batch.add(write);
        }
        return batch;
    }

    private void write(List<PendingWrite> batch) {
        writing = true;
        calls.write(batch).subscribe(done -> written(batch.size()), this::refused);
    }

    private void written(int count) {
        written += count;
        writing = false;
        wake();
    }

    private void refused(Throwable refusal) {
        publisher().cancel();
        end(refusal);
    }

    private void end(@Nullable Throwable fault) {
        ended = true;
        if (fault == null) {
            sink.success();
        } else {
            sink.error(fault);
        }
    }
}
