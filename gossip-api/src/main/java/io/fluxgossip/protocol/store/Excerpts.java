package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/** Parts of a replica, cut out for others. */
public final class Excerpts {

    private final NavigableMap<NodeId, History> histories;

    Excerpts(NavigableMap<NodeId, History> histories) {
        this.histories = histories;
    }

    /**
     * As much as fitted, and whether there is more.
     *
     * @param gcWatermark a delete up to here is lacking, and may have been forgotten
     */
    public record Excerpt(Delta delta, boolean more, long gcWatermark) {}

    /**
     * The delta beyond a digest, up to a budget: a prefix of the full one, origin by origin, the oldest entries first.
     *
     * @param lacking the origins asked for, and how much of each is held there
     */
    public Excerpt beyond(Digest lacking, Budget budget) {
        List<Run> runs = new ArrayList<>();
        boolean more = false;
        long gcWatermark = 0;
        for (Map.Entry<NodeId, Long> their : lacking.watermarks().entrySet()) {
            History history = histories.get(their.getKey());
            if (history == null || history.watermark() <= their.getValue()) {
                continue;
            }
            gcWatermark = Math.max(gcWatermark, history.gcWatermarkBehind(their.getValue()));
            Run run = more || budget.isSpent() ? null : history.cut(their.getValue(), history.watermark(), budget);
            if (run != null) {
                runs.add(run);
            }
            more |= run == null || run.upTo() < history.watermark();
        }
        return new Excerpt(new Delta(runs), more, gcWatermark);
    }

    /** About how many entries someone lacks who holds so much of these origins. */
    public int countBeyond(Digest held) {
        return held.watermarks().entrySet().stream()
                .mapToInt(theirs -> {
                    History history = histories.get(theirs.getKey());
                    return history == null ? 0 : history.countBeyond(theirs.getValue());
                })
                .sum();
    }

    /** A filter of all that is held, deletes among it. */
    public VersionFilter filter(int entries, long salt) {
        VersionFilter filter = VersionFilter.withRoomFor(entries, salt);
        histories.values().forEach(history -> history.addTo(filter));
        return filter;
    }

    /** The entries that are not in a filter, up to a budget, origin by origin, the oldest first. */
    public Excerpt notIn(VersionFilter filter, Budget budget) {
        List<Run> runs = new ArrayList<>();
        boolean all = true;
        for (History history : histories.values()) {
            all = all && history.notIn(filter, budget, runs);
        }
        return new Excerpt(new Delta(runs), !all, 0);
    }
}
