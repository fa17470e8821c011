package io.fluxgossip;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;

/** Reactor's ways to wait. */
final class BlockingCalls {

    static final DescribedPredicate<JavaMethodCall> PREDICATE = DescribedPredicate.describe(
            "a blocking operator of Reactor",
            call -> call.getTargetOwner().getPackageName().equals("reactor.core.publisher")
                    && (call.getName().startsWith("block")
                            || call.getName().equals("toIterable")
                            || call.getName().equals("toStream")
                            || call.getName().equals("toFuture")));

    private BlockingCalls() {}
}
