package io.fluxgossip.protocol.link;

import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.sketch.SketchOffer;
import io.fluxgossip.protocol.sketch.Sketching;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The streams from one peer, by topic: states and sketches of its digests; and the sketches that it was offered.
 */
public final class Transfers {

    /** Requests whose streams come in. */
    private final Map<String, Message.StateRequest> states = new LinkedHashMap<>();

    /** Sweeps of topics whose whole state streams in. */
    private final Map<String, Sweep> sweeps = new LinkedHashMap<>();

    /** Topics to ask about when their stream is over: there may be more than it began with. */
    private final Set<String> askAfter = new LinkedHashSet<>();

    /** Sketches that come in: the exchange that began them is not over before they are. */
    private final Map<String, Sketching> sketches = new TreeMap<>();

    /** Requests for when the last sketch has shown where the two differ. */
    private final List<DigestRequest> afterSketches = new ArrayList<>();

    /** Sketches of our digests that the peer may ask to go on. */
    private final Map<String, SketchOffer> offers = new TreeMap<>();

    // States

    /**
     * Returns whether the stream begins: one at a time for each topic. The topic is asked about again behind one that
     * runs.
     */
    public boolean beginState(String topic, Message.StateRequest request) {
        boolean begins = states.putIfAbsent(topic, request) == null;
        if (!begins) {
            askAfter.add(topic);
        }
        return begins;
    }

    public void beginSweep(String topic, Sweep sweep) {
        sweeps.put(topic, sweep);
    }

    public boolean isStateComing(String topic) {
        return states.containsKey(topic);
    }

    /** Whether more of what was asked for is of use. */
    public boolean isWanted(Message.Request request) {
        if (request instanceof Message.SketchRequest sketch) {
            Sketching coming = sketches.get(request.topic());
            return coming != null && coming.isFor(sketch);
        }
        return request.equals(states.get(request.topic()));
    }

    /** Null if no whole state is coming in. */
    @Nullable
    public Sweep sweep(String topic) {
        return sweeps.get(topic);
    }

    /** The stream is over; returns whether the topic is to be asked about again. */
    public boolean endState(String topic) {
        states.remove(topic);
        sweeps.remove(topic);
        return askAfter.remove(topic);
    }

    boolean isNoStateComing() {
        return states.isEmpty();
    }

    // Sketches

    /** Null if none is coming in. */
    @Nullable
    public Sketching sketch(String topic) {
        return sketches.get(topic);
    }

    /** Returns whether none was coming in before. */
    public boolean beginSketch(String topic, Sketching sketch) {
        return sketches.put(topic, sketch) == null;
    }

    public boolean isAnySketchComing() {
        return !sketches.isEmpty();
    }

    /** To be asked when the last sketch is over. */
    public void askAfterSketches(List<DigestRequest> requests) {
        afterSketches.addAll(requests);
    }

    /** A sketch is over; returns whether it was the last. */
    public boolean endSketch(String topic) {
        sketches.remove(topic);
        return sketches.isEmpty();
    }

    public List<DigestRequest> takeAfterSketches() {
        List<DigestRequest> taken = List.copyOf(afterSketches);
        afterSketches.clear();
        return taken;
    }

    public void offerSketch(String topic, SketchOffer offer) {
        offers.put(topic, offer);
    }

    @Nullable
    public SketchOffer takeOffer(String topic) {
        return offers.remove(topic);
    }
}
