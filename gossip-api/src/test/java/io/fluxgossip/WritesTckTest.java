package io.fluxgossip;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import reactor.core.scheduler.Schedulers;

/** What {@link Topic#putAll} subscribes with, against the rules of Reactive Streams. */
public class WritesTckTest extends SubscriberBlackboxVerification<Map.Entry<String, String>> {

    public WritesTckTest() {
        super(new TestEnvironment(1_000, 50));
    }

    @Override
    public Subscriber<Map.Entry<String, String>> createSubscriber() {
        Topic<String, String> topic =
                TestNodes.start(Schedulers.boundedElastic()).topic(TestNodes.SPEC);
        AtomicReference<Subscriber<? super Map.Entry<String, String>>> subscriber = new AtomicReference<>();
        topic.putAll(subscriber::set).subscribe();
        return new Subscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                to(each -> each.onSubscribe(subscription));
            }

            @Override
            public void onNext(Map.Entry<String, String> entry) {
                to(each -> each.onNext(entry));
            }

            @Override
            public void onError(Throwable failure) {
                to(each -> each.onError(failure));
            }

            @Override
            public void onComplete() {
                to(Subscriber::onComplete);
            }

            private void to(Consumer<Subscriber<? super Map.Entry<String, String>>> signal) {
                signal.accept(subscriber.get());
            }
        };
    }

    @Override
    public Map.Entry<String, String> createElement(int element) {
        return Map.entry("k" + element, "v");
    }
}
