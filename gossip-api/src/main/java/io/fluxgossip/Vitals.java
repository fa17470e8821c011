package io.fluxgossip;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** Judges the health of a node. Written within the loop, read by anyone. */
final class Vitals {

    /** A node that has missed so many more answers than it got takes itself to be slow. */
    private static final int SLOW = 4;

    private static final List<String> HEALTH = List.of("health");

    private final Members members;
    private final boolean seeks;
    private final KeyedFlux<String> changes;
    private volatile Health health;

    private boolean met;
    private boolean leaving;

    /** @param seeks whether there are seeds to be found */
    Vitals(Members members, boolean seeks, Scheduler delivery) {
        this.members = members;
        this.seeks = seeks;
        this.changes = new KeyedFlux<>(delivery);
        this.health = seeks ? Health.JOINING : Health.UP;
    }

    Flux<Health> stream() {
        return changes.flux(HEALTH::iterator, (subscriber, source) -> new Latest<>(subscriber, source, () -> health));
    }

    /** Within the loop; told at once, since the node may be closed before the input ends. */
    void leaves() {
        leaving = true;
        judge(0);
    }

    /** At the end of an input. */
    void judge(int localHealth) {
        Health now = judged(localHealth);
        if (now != health) {
            health = now;
            changes.offer(HEALTH.get(0));
        }
    }

    private Health judged(int localHealth) {
        Members.Census census = members.census();
        met |= census.present() > 0;
        if (leaving) {
            return Health.LEAVING;
        }
        if (census.present() == 0) {
            return met && census.failed() > 0 ? Health.ISOLATED : met || !seeks ? Health.UP : Health.JOINING;
        }
        return localHealth >= SLOW || 2 * census.suspected() > census.present() ? Health.DEGRADED : Health.UP;
    }

    void end() {
        changes.end();
    }
}
