package io.fluxgossip.protocol.message;

import io.fluxgossip.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Runs of one topic: all that travels between replicas.
 *
 * @param runs ordered by origin, then by {@code after}, without overlap; an origin has more than one run only if the
 *     sender itself has gaps in that history
 */
public record Delta(List<Run> runs) {

    /** Nothing to tell. */
    public static final Delta EMPTY = new Delta(List.of());

    public Delta {
        runs = List.copyOf(runs);
        for (int i = 1; i < runs.size(); i++) {
            Run before = runs.get(i - 1);
            Run run = runs.get(i);
            int byOrigin = before.origin().compareTo(run.origin());
            if (byOrigin > 0 || (byOrigin == 0 && before.upTo() > run.after())) {
                throw new IllegalArgumentException("the runs of a delta must be ordered and must not overlap; "
                        + run.range() + " stands behind " + before.range());
            }
        }
    }

    public static Delta of(Run... runs) {
        return new Delta(List.of(runs));
    }

    public boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The ranges of its runs, in their order. */
    public List<NodeId> origins() {
        List<NodeId> origins = new ArrayList<>(runs.size());
        for (Run run : runs) {
            origins.add(run.origin());
        }
        return origins;
    }

    /** As held from this moment on: what each value with a time to live has left is counted from it. */
    public Delta heldAt(long nowMillis) {
        return withRuns(run -> run.heldAt(nowMillis));
    }

    /** As told at this moment: of each value with a time to live, what it has left. */
    public Delta toldAt(long nowMillis) {
        return withRuns(run -> run.toldAt(nowMillis));
    }

    private Delta withRuns(UnaryOperator<Run> dated) {
        for (Run run : runs) {
            if (run.hasLeases()) {
                return new Delta(runs.stream().map(dated).toList());
            }
        }
        return this;
    }

    /** How many entries the runs carry together. */
    public int entryCount() {
        int count = 0;
        for (Run run : runs) {
            count += run.entries().size();
        }
        return count;
    }
}
