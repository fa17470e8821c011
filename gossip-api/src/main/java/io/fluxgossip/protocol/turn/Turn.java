package io.fluxgossip.protocol.turn;

import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeConfig.Timing;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One input being worked on: its time, the configuration and the chance that every part of a core shares, and the
 * effects so far. It knows no part of the core, so each of them may have it.
 */
public final class Turn {

    private final NodeConfig config;
    private final RandomGenerator chance;
    private final Counters counters = new Counters();

    private long wallMillis;
    private long nowMillis;
    private List<Effect> effects = new ArrayList<>();

    public Turn(NodeConfig config, RandomGenerator chance) {
        this.config = config;
        this.chance = chance;
    }

    /** An input comes at this time. After the clock was set back, time goes on from where it was. */
    public void begin(long wall) {
        nowMillis = wallMillis == 0 ? wall : nowMillis + Math.max(0, wall - wallMillis);
        wallMillis = wall;
    }

    public NodeId self() {
        return config.self();
    }

    public NodeConfig config() {
        return config;
    }

    /** The source of all chance. */
    public RandomGenerator chance() {
        return chance;
    }

    /** The time of this input, which never goes back: waiting times are measured by it. */
    public long nowMillis() {
        return nowMillis;
    }

    /** The clock at this input, in milliseconds since the epoch: timestamps are compared to it. It may be set back. */
    public long wallMillis() {
        return wallMillis;
    }

    /** The highest timestamp that is not too far in the future. */
    public long latest() {
        return (wallMillis + config.maxClockAhead().toMillis() + 1) << Version.COUNTER_BITS;
    }

    /** A peer's GC watermark: nobody has forgotten what is too far in the future to be taken. */
    public long believed(long gcWatermark) {
        return Math.min(gcWatermark, latest());
    }

    /** Time until a round of this interval begins anew: the whole interval, less where rounds are aligned. */
    public long untilNextRound(long intervalMillis) {
        return switch (config.timing()) {
            case PHASED ->
                Math.max(1, Math.round(intervalMillis * (1 + config.jitter() * (2 * chance.nextDouble() - 1))));
            case ALIGNED -> intervalMillis - Math.floorMod(wallMillis, intervalMillis);
            case EXPONENTIAL -> Math.max(1, Math.round(-intervalMillis * Math.log1p(-chance.nextDouble())));
        };
    }

    /** The same for the first round, which comes at a phase of its own. */
    public long untilFirstRound(long intervalMillis) {
        return config.timing() == Timing.PHASED ? chance.nextLong(intervalMillis) + 1 : untilNextRound(intervalMillis);
    }

    public Counters counters() {
        return counters;
    }

    public void count(Counter counter, long amount) {
        counters.add(counter, amount);
    }

    public void add(Effect effect) {
        effects.add(effect);
    }

    /** Asks to be woken after this time. */
    public void arm(Timer timer, long delayMillis) {
        effects.add(new Effect.Arm(timer, delayMillis));
    }

    public List<Effect> takeEffects() {
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }
}
