package io.fluxgossip;

import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.protocol.message.MemberState;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** The other members, by name, as the core last told. Written within the loop, read by anyone. */
final class Members {

    private final ConcurrentSkipListMap<String, Member> members = new ConcurrentSkipListMap<>();
    private final KeyedFlux<String> changes;
    private volatile Census census = new Census(0, 0, 0);

    /**
     * How many there are.
     *
     * @param present alive or suspected
     */
    record Census(int present, int suspected, int failed) {}

    Members(Scheduler delivery) {
        changes = new KeyedFlux<>(delivery);
    }

    Flux<MemberEvent> events() {
        return changes.<MemberEvent>flux(() -> List.copyOf(members.keySet()).iterator(), Events::new);
    }

    void changed(MemberState memberState) {
        Member member = Member.of(memberState);
        members.put(member.name(), member);
        census = count();
        changes.offer(member.name());
    }

    private Census count() {
        int present = 0;
        int suspected = 0;
        int failed = 0;
        for (Member member : members.values()) {
            present += member.isPresent() ? 1 : 0;
            suspected += member.state() == MemberStatus.SUSPECTED ? 1 : 0;
            failed += member.state() == MemberStatus.FAILED ? 1 : 0;
        }
        return new Census(present, suspected, failed);
    }

    Census census() {
        return census;
    }

    /** A member that has been gone for so long that nothing is known of it any more. */
    void forgotten(String name) {
        members.remove(name);
        census = count();
    }

    /** See {@link GossipNode#present}. */
    List<Member> present() {
        return members.values().stream().filter(Member::isPresent).toList();
    }

    Collection<Member> all() {
        return members.values();
    }

    int presentCount() {
        return census.present();
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
            if (now == null) {
                told.remove(name);
                return null;
            }
            Member before = told.put(name, now);
            return before == null || !before.isPresent() ? arrived(now) : changed(before, now);
        }

        /** A member that is suspected by the time it is first told has joined all the same, and then was suspected. */
        private @Nullable MemberEvent arrived(Member now) {
            if (!now.isPresent()) {
                return null;
            }
            if (now.state() == MemberStatus.SUSPECTED) {
                told.put(now.name(), new Member(now.id(), now.address(), now.tags(), MemberStatus.ALIVE));
                offer(now.name());
            }
            return new MemberEvent.Joined(now);
        }

        private @Nullable MemberEvent changed(Member before, Member now) {
            if (now.equals(before)) {
                return null;
            }
            if (now.isPresent() && !before.id().equals(now.id())) {
                return new MemberEvent.Restarted(now, before.id());
            }
            return switch (now.state()) {
                case ALIVE ->
                    before.state() == MemberStatus.SUSPECTED
                            ? new MemberEvent.Recovered(now)
                            : new MemberEvent.Updated(now);
                case SUSPECTED -> new MemberEvent.Suspected(now);
                case FAILED -> new MemberEvent.Failed(now);
                case LEFT -> new MemberEvent.Left(now);
            };
        }
    }
}
