package io.fluxgossip.protocol.store;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import java.util.NavigableMap;

/**
 * Up to where the deletes of a topic may have been forgotten, as timestamps: what is below cannot be told by its
 * tombstone any more. The GC watermark of one history is with the {@link History}.
 */
public final class GcBoundary {

    private final NodeId self;
    private final NavigableMap<NodeId, History> histories;
    private long watermark;
    private long purged;

    GcBoundary(NodeId self, NavigableMap<NodeId, History> histories) {
        this.self = self;
        this.histories = histories;
    }

    /**
     * Deletes up to here may have been forgotten, here or by those from whom this node has what it holds; 0 if none
     * was.
     */
    long watermark() {
        return watermark;
    }

    void raise(long upTo) {
        watermark = Math.max(watermark, upTo);
    }

    /** Nothing was held here that could have been deleted when the first state came. */
    public void begin(long upTo) {
        raise(upTo);
        purged = Math.max(purged, upTo);
    }

    /**
     * Everything was compared: a node that lacks what is forgotten up to here must not learn of it from here in pieces.
     */
    void notePurged(long upTo) {
        purged = Math.max(purged, upTo);
        histories.values().forEach(history -> history.raiseGcWatermark(Math.min(history.watermark(), upTo)));
    }

    /**
     * Whether a delete that others have forgotten up to here may have passed this node by since it compared everything.
     */
    public boolean mayHaveMissed(long upTo) {
        return upTo > purged;
    }

    /** A node that asks this one for what it is being told now lacks the same deletes as this one did. */
    public void inherit(Delta delta, long upTo) {
        for (Run run : delta.runs()) {
            History history = histories.get(run.origin());
            if (run.after() < upTo && history != null && !run.origin().equals(self)) {
                history.raiseGcWatermark(Math.min(history.watermark(), Math.min(run.upTo(), upTo)));
            }
        }
    }

    /** Whether a delete of this origin that comes after a timestamp may be forgotten. */
    public boolean isBehind(NodeId origin, long after) {
        History history = histories.get(origin);
        return history != null && history.gcWatermarkBehind(after) > 0;
    }
}
