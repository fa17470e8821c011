package io.fluxgossip.protocol.link;

import io.fluxgossip.model.Digest;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.sketch.StateSketching;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the state of one peer differs from what its digest says it should be, by topic, and what is done about it. */
public final class StateChecks {

    private final Map<String, Check> checks = new TreeMap<>();

    /** Requests that wait, of all topics. */
    private int waiting;

    /** A digest as a peer told it, and the state that goes with it. */
    public record Told(Digest digest, int state) {}

    /** The state of one topic. */
    public final class Check {

        /** Requests that wait, at most: a peer that offers more offers it again. */
        private static final int MOST_REQUESTS = 64;

        /** To be looked at when all is known that it covers; null if none is. */
        private @Nullable Told told;

        /** By how much the state was off when it was last looked at, and how often it has been so in a row. */
        private int difference;

        private int times;

        /** The comparison that is under way: its sketch comes in, or what that has shown is asked for. */
        private @Nullable StateSketching sketch;

        private @Nullable Told compared;

        private final Deque<DigestRequest.Writes> requests = new ArrayDeque<>();

        @Nullable
        public Told told() {
            return told;
        }

        public void tell(@Nullable Told next) {
            told = next;
        }

        /**
         * The state is off by so much; returns whether it is to be repaired: at the 2nd, 4th, 8th... time that it is
         * off by the same. What is on its way is gone by then, and what cannot be repaired is tried ever more seldom.
         */
        public boolean note(int now) {
            times = now != 0 && now == difference ? times + 1 : 1;
            difference = now;
            return now != 0 && times > 1 && Integer.bitCount(times) == 1;
        }

        /** Null if nothing is compared. */
        @Nullable
        public StateSketching sketch() {
            return sketch;
        }

        /** The digest and the state that the comparison began with. */
        @Nullable
        public Told compared() {
            return compared;
        }

        public void begin(StateSketching next, Told with) {
            sketch = next;
            compared = with;
        }

        /** The comparison is over. */
        public void end() {
            sketch = null;
            compared = null;
        }

        /** Asks for writes, and offers some. */
        public void ask(String topic, SketchKey key, Collection<HashedVersion> wanted, List<HashedVersion> offered) {
            List<HashedVersion> theirs = List.copyOf(wanted);
            int most = DigestRequest.Writes.MOST;
            for (int from = 0; from < Math.max(theirs.size(), offered.size()); from += most) {
                if (requests.size() < MOST_REQUESTS) {
                    requests.add(new DigestRequest.Writes(topic, key, part(theirs, from), part(offered, from)));
                    waiting++;
                }
            }
        }

        private List<HashedVersion> part(List<HashedVersion> all, int from) {
            int most = DigestRequest.Writes.MOST;
            return all.subList(Math.min(from, all.size()), Math.min(from + most, all.size()));
        }

        /** Null if nothing waits. */
        public DigestRequest.@Nullable Writes nextRequest() {
            return requests.peek();
        }

        public void takeRequest() {
            requests.remove();
            waiting--;
        }
    }

    public Check of(String topic) {
        return checks.computeIfAbsent(topic, unknown -> new Check());
    }

    @Nullable
    public Check find(String topic) {
        return checks.get(topic);
    }

    /** Those of which requests wait. */
    public List<Check> waiting() {
        return waiting == 0
                ? List.of()
                : checks.values().stream()
                        .filter(check -> check.nextRequest() != null)
                        .toList();
    }

    /** Whether more of a sketch is of use. */
    boolean isWanted(Message.StateSketchRequest request) {
        Check check = checks.get(request.topic());
        StateSketching sketch = check == null ? null : check.sketch();
        return sketch != null && !sketch.isDecoded() && sketch.request().equals(request);
    }
}
