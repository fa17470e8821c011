package io.fluxgossip;

import io.fluxgossip.Member.State;
import io.fluxgossip.model.Hello;
import io.fluxgossip.model.NodeId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Who said hello, by name. Written within the loop, read by anyone. */
final class Members {

    private final ConcurrentSkipListMap<String, Member> members = new ConcurrentSkipListMap<>();
    private final KeyedFlux<String> changes;

    Members(Scheduler delivery) {
        changes = new KeyedFlux<>(delivery);
    }

    Flux<MemberEvent> events() {
        return changes.<MemberEvent>flux(() -> List.copyOf(members.keySet()).iterator(), Events::new);
    }

    void connected(Hello hello) {
        update(new Member(hello.node(), hello.address(), State.ALIVE));
    }

    /** The connection to a member is gone; one that was replaced by a later incarnation is not meant. */
    void disconnected(NodeId id) {
        Member member = members.get(id.name());
        if (member != null && member.id().equals(id)) {
            update(new Member(id, member.address(), State.SUSPECTED));
        }
    }

    private void update(Member member) {
        members.put(member.name(), member);
        changes.offer(member.name());
    }

    int connectedCount() {
        return (int) members.values().stream()
                .filter(member -> member.state() == State.ALIVE)
                .count();
    }

    void end() {
        changes.end();
    }

    /** One subscriber of {@link GossipNode#members()}. */
    private final class Events extends KeyedSubscription<String, MemberEvent> {

        private final Map<String, Member> told = new HashMap<>();

        Events(CoreSubscriber<? super MemberEvent> subscriber, KeyedFlux<String> source) {
            super(subscriber, source);
        }

        @Override
        @Nullable
        MemberEvent read(String name) {
            Member now = members.get(name);
            Member before = now == null ? null : told.put(name, now);
            if (now == null || now.equals(before)) {
                return null;
            }
            if (before == null) {
                return joined(now);
            }
            if (!before.id().equals(now.id())) {
                return new MemberEvent.Restarted(now, before.id());
            }
            return now.state() == State.SUSPECTED ? new MemberEvent.Suspected(now) : new MemberEvent.Recovered(now);
        }

        /** A member that is suspected by the time it is first told has joined all the same, and then was suspected. */
        private MemberEvent joined(Member now) {
            if (now.state() == State.SUSPECTED) {
                told.put(now.name(), new Member(now.id(), now.address(), State.ALIVE));
                offer(now.name());
            }
            return new MemberEvent.Joined(now);
        }
    }
}
