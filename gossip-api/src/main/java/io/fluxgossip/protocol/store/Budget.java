package io.fluxgossip.protocol.store;

/** Bytes that a delta may still take. The first entry always fits, so that one larger than the budget travels alone. */
public final class Budget {

    private int left;
    private boolean untouched = true;

    public Budget(int bytes) {
        this.left = bytes;
    }

    /** For a header: taken even if there is no room, since the entry behind it is what counts. */
    void charge(int bytes) {
        left -= bytes;
    }

    boolean spend(int bytes) {
        if (bytes > left && !untouched) {
            return false;
        }
        untouched = false;
        left -= bytes;
        return true;
    }

    public boolean isSpent() {
        return left <= 0;
    }
}
