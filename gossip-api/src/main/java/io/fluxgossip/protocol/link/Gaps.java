package io.fluxgossip.protocol.link;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.DigestRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToLongBiFunction;

/**
 * Gaps that one peer has shown: each is pulled at once, and again while it is open. What an answer did
 * not bring may not be there to be had: it is asked for at the 1st, 2nd, 4th look and every 8th, and then left to the
 * rounds.
 */
public final class Gaps {

    /** So often it is looked whether what was asked for has come. */
    private static final int MAX_LOOKS = 64;

    /** How far a history is held here, by topic and origin. */
    private final ToLongBiFunction<String, NodeId> held;

    /** To be asked for. */
    private final Map<Gap, Pull> open = new LinkedHashMap<>();

    /** Asked for, and may not have come. */
    private final Map<Gap, Pull> pulled = new LinkedHashMap<>();

    /** Whether the peer has answered since: what has not come by then it may not have. */
    private boolean answered;

    /** A history of which something is missing. */
    record Gap(String topic, NodeId origin) {}

    /**
     * A request that fills a gap.
     *
     * @param upTo how far the peer holds the history
     * @param looks how often it had not come although the peer had answered
     */
    private record Pull(long upTo, int looks) {

        boolean isToBeRepeated() {
            return Integer.bitCount(looks) == 1 || looks % 8 == 0;
        }

        Pull and(Pull other) {
            return new Pull(Math.max(upTo, other.upTo), Math.max(looks, other.looks));
        }
    }

    Gaps(ToLongBiFunction<String, NodeId> held) {
        this.held = held;
    }

    /** The peer holds this history up to here, and we do not. */
    public void lacking(String topic, NodeId origin, long upTo) {
        open.merge(new Gap(topic, origin), new Pull(upTo, 0), Pull::and);
    }

    /** Whether there is nothing to be asked for now. */
    public boolean areAsked() {
        return open.isEmpty();
    }

    /** Whether nothing that was asked for is still missing. */
    public boolean areFilled() {
        return pulled.isEmpty();
    }

    /** Requests that are due; empty if all has come or is under way. */
    public List<DigestRequest> questions() {
        if (open.isEmpty()) {
            return List.of();
        }
        open.entrySet().removeIf(gap -> hasCome(gap) || isUnderWay(gap));
        NavigableMap<String, NavigableMap<NodeId, Long>> missing = new TreeMap<>();
        for (Gap gap : open.keySet()) {
            missing.computeIfAbsent(gap.topic(), unknown -> new TreeMap<>()).put(gap.origin(), known(gap));
        }
        List<DigestRequest> questions = new ArrayList<>();
        missing.forEach(
                (topic, watermarks) -> questions.add(new DigestRequest.Fragment(topic, new Digest(watermarks))));
        return questions;
    }

    /** The questions were asked. */
    public void asked() {
        pulled.putAll(open);
        open.clear();
        answered = false;
    }

    public void answered() {
        answered = true;
    }

    /**
     * Looks whether what was asked for has come; what has not is to be asked for again now and then, perhaps of another
     * peer.
     */
    public void look(Gaps asking) {
        pulled.entrySet().removeIf(pull -> hasCome(pull) || pull.getValue().looks() >= MAX_LOOKS);
        int looks = answered ? 1 : 0;
        pulled.replaceAll((gap, pull) -> new Pull(pull.upTo(), pull.looks() + looks));
        Map<Gap, Pull> again = new LinkedHashMap<>(pulled);
        again.values().removeIf(pull -> answered && !pull.isToBeRepeated());
        again.forEach((gap, pull) -> asking.open.merge(gap, pull, Pull::and));
        if (asking == this) {
            pulled.keySet().removeAll(again.keySet());
        }
    }

    private long known(Gap gap) {
        return held.applyAsLong(gap.topic(), gap.origin());
    }

    private boolean hasCome(Map.Entry<Gap, Pull> gap) {
        return known(gap.getKey()) >= gap.getValue().upTo();
    }

    /** A gap that was pulled is left to later looks, however many pushes show it. */
    private boolean isUnderWay(Map.Entry<Gap, Pull> gap) {
        Pull asked = pulled.get(gap.getKey());
        boolean underWay = asked != null && known(gap.getKey()) < asked.upTo();
        if (underWay) {
            pulled.merge(gap.getKey(), gap.getValue(), Pull::and);
        }
        return underWay;
    }
}
