package io.fluxgossip.benchmarks.simulator;

/**
 * What a scenario costs.
 *
 * @param messages of all kinds, an update, beyond what an idle cluster sends in the same time; so are {@code bytes}
 * @param payloads copies of the entry that are sent, an update
 * @param bytes of messages as the wire carries them
 * @param digestBytes those of them that are answers to a round which found a difference, each with a digest of all
 *     writers
 * @param median milliseconds from the write to the arrival at another node
 * @param worst the same of the last arrival of all
 * @param repaired share of the arrivals that were found missing and not pushed, 0 to 1
 * @param worstRepaired whether the last one was
 * @param endless whether an update was given up before its end: then it costs more than the figures say, which end
 *     there
 * @param idle messages that a node sends in a second while nothing is written
 */
public record Cost(
        Scenario scenario,
        double messages,
        double payloads,
        double bytes,
        double digestBytes,
        long median,
        long worst,
        double repaired,
        boolean worstRepaired,
        boolean endless,
        double idle) {}
