package io.fluxgossip.protocol.store;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;

/** Parts of a replica, cut out for others. */
public final class Excerpts {

    private final NavigableMap<NodeId, History> histories;

    Excerpts(NavigableMap<NodeId, History> histories) {
        this.histories = histories;
    }

    /** As much as fitted, and whether there is more. */
    public record Excerpt(Delta delta, boolean more) {}

    /**
     * The delta beyond a digest, up to a budget: a prefix of the full one, origin by origin, the oldest entries first.
     *
     * @param lacking the origins asked for, and how much of each is held there
     */
    public Excerpt beyond(Digest lacking, Budget budget) {
        List<Run> runs = new ArrayList<>();
        boolean more = false;
        for (Map.Entry<NodeId, Long> their : lacking.watermarks().entrySet()) {
            History history = histories.get(their.getKey());
            if (history == null || history.watermark() <= their.getValue()) {
                continue;
            }
            Run run = more || budget.isSpent() ? null : history.cut(their.getValue(), history.watermark(), budget);
            if (run != null) {
                runs.add(run);
            }
            more |= run == null || run.upTo() < history.watermark();
        }
        return new Excerpt(new Delta(runs), more);
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
        return new Excerpt(new Delta(runs), !all);
    }

    /**
     * Writes that still count, each in a run of its own that claims nothing else, up to a budget.
     *
     * @param versions by origin, then by timestamp
     */
    public Excerpt of(SortedSet<Version> versions, Budget budget) {
        List<Run> runs = new ArrayList<>();
        for (Version version : versions) {
            History history = histories.get(version.origin());
            if (history == null) {
                continue;
            }
            Run run = budget.isSpent() ? null : history.cut(version.timestamp() - 1, version.timestamp(), budget);
            if (run == null) {
                return new Excerpt(new Delta(runs), true);
            }
            if (!run.isEmpty()) {
                runs.add(run);
            }
        }
        return new Excerpt(new Delta(runs), false);
    }
}
