package io.fluxgossip.model;

import java.util.BitSet;
import java.util.Objects;

/**
 * Which members have held the very state that this goes with, as far as the sender knows. States only grow, so each of them
 * holds at least that from then on.
 *
 * @param roster a hash of the members that the sender takes to be there; between nodes that see others this says nothing
 * @param all whether it is all of them
 * @param places a bit for each of them in ascending order, the lowest bit of the first byte first; empty if it is all
 */
public record Holders(long roster, boolean all, Bytes places) {

    /** Nothing is known. */
    public static final Holders NONE = new Holders(0, false, Bytes.EMPTY);

    public Holders {
        Objects.requireNonNull(places, "places");
        if (all && places.size() > 0) {
            throw new IllegalArgumentException(
                    "places are told although all members hold it: " + places.size() + " bytes");
        }
    }

    public static Holders all(long roster) {
        return new Holders(roster, true, Bytes.EMPTY);
    }

    public static Holders some(long roster, BitSet places) {
        return new Holders(roster, false, Bytes.wrap(places.toByteArray()));
    }

    public BitSet bits() {
        return BitSet.valueOf(places.asByteBuffer());
    }
}
