package io.fluxgossip.protocol.message;

import io.fluxgossip.model.Bytes;
import java.util.BitSet;
import java.util.Objects;

/**
 * The members that have held the very state that this goes with, as far as the sender knows. States only grow, so each
 * of them holds at least that from then on.
 *
 * @param view a hash of the members that the sender takes to be there; between nodes that see others this says nothing
 * @param interest how many more times it is passed on that somebody wants to know this; 0 if nothing is said at all
 * @param all whether it is all of them
 * @param places a bit for each of them in ascending order, the lowest bit of the first byte first; empty if it is all
 */
public record AgreementView(long view, int interest, boolean all, Bytes places) {

    /** A node that wants to know it says so this many times. */
    public static final int MAX_INTEREST = 8;

    /** Nobody wants to know. */
    public static final AgreementView NONE = new AgreementView(0, 0, false, Bytes.EMPTY);

    public AgreementView {
        Objects.requireNonNull(places, "places");
        if (interest < 0 || interest > MAX_INTEREST) {
            throw new IllegalArgumentException("interest must be 0 to " + MAX_INTEREST + ", was " + interest);
        }
        if (all && places.size() > 0) {
            throw new IllegalArgumentException(
                    "places are told although all members hold it: " + places.size() + " bytes");
        }
    }

    public static AgreementView all(long view, int interest) {
        return new AgreementView(view, interest, true, Bytes.EMPTY);
    }

    public static AgreementView some(long view, int interest, BitSet places) {
        return new AgreementView(view, interest, false, Bytes.wrap(places.toByteArray()));
    }

    public BitSet bits() {
        return BitSet.valueOf(places.asByteBuffer());
    }
}
