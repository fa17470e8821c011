package io.fluxgossip;

import java.time.Duration;

/**
 * How many members hold what this node holds of a topic: those of which it is known that they have held this very
 * state, and so hold at least that.
 *
 * @param members how many are taken to be there, this node among them; one that has not opened the topic holds nothing
 *     of it
 * @param holding how many of them hold it, this node among them
 * @param behind how far the others may be behind: since when this node holds what it holds. Zero if all hold it
 */
public record Agreement(int members, int holding, Duration behind) {

    /** Whether all hold it. */
    public boolean isComplete() {
        return holding == members;
    }
}
