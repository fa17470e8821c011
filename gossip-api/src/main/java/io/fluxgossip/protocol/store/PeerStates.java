package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Digest;
import java.util.IdentityHashMap;
import java.util.OptionalLong;

/**
 * What a peer should hold whose digest this replica covers: all that is held here, without what the digest does not
 * cover, and with what that has superseded here. A peer that holds something else has diverged.
 */
public final class PeerStates {

    /** Of a peer that is further behind nothing is said. */
    private static final int MOST_BEYOND = Superseded.MOST / 2;

    private final Holdings holdings;

    PeerStates(Holdings holdings) {
        this.holdings = holdings;
    }

    /** Whether all is known here that a digest covers. */
    public boolean covers(Digest theirs) {
        return theirs.watermarks().entrySet().stream().allMatch(their -> {
            History history = holdings.histories().get(their.getKey());
            return history != null && history.watermark() >= their.getValue();
        });
    }

    /**
     * The sum of the state of a peer with this digest, which is covered here; empty if it lacks so much that this is
     * not known.
     */
    public OptionalLong sum(Digest theirs) {
        int beyond = 0;
        long sum = holdings.stateSum();
        IdentityHashMap<History, Long> watermarks = new IdentityHashMap<>();
        for (History history : holdings.histories().values()) {
            long their = theirs.watermark(history.origin());
            watermarks.put(history, their);
            if (history.watermark() > their) {
                beyond += history.countBeyond(their);
                if (beyond > MOST_BEYOND) {
                    return OptionalLong.empty();
                }
                sum -= history.sumBeyond(their);
            }
        }
        long[] back = {0};
        holdings.superseded().readAll((history, timestamp, later, laterTimestamp) -> {
            boolean isHeld = timestamp <= watermarks.getOrDefault(history, 0L);
            boolean isSuperseded = laterTimestamp <= watermarks.getOrDefault(later, 0L);
            if (isHeld && !isSuperseded && !history.tells(timestamp)) {
                back[0] += Holdings.shareOf(history, timestamp);
            }
        });
        return OptionalLong.of(sum + back[0]);
    }

    /**
     * The timestamp up to which a peer with this digest knows all that is known here: the one before the first that is
     * held here and that it does not cover.
     */
    public long sharedUpTo(Digest theirs) {
        long[] shared = {Long.MAX_VALUE};
        for (History history : holdings.histories().values()) {
            long their = theirs.watermark(history.origin());
            if (history.watermark() > their) {
                shared[0] = Math.min(shared[0], history.watermark() - 1);
                history.timestampsBeyond(their, timestamp -> shared[0] = Math.min(shared[0], timestamp - 1));
            }
        }
        return shared[0];
    }

    /** Takes in the writes of a state. */
    public interface Reader {
        void read(History history, long timestamp);
    }

    /**
     * Reads the state as it was when all writes up to a timestamp were known and none behind it, as far as that is
     * remembered.
     */
    public void readUpTo(long timestamp, Reader reader) {
        for (History history : holdings.histories().values()) {
            history.timestampsBeyond(0, held -> {
                if (held <= timestamp) {
                    reader.read(history, held);
                }
            });
        }
        holdings.superseded().readAll((history, held, later, laterTimestamp) -> {
            if (held <= timestamp && laterTimestamp > timestamp && !history.tells(held)) {
                reader.read(history, held);
            }
        });
    }
}
