package io.fluxgossip.protocol;

import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What streams in from one peer, by topic: states and sketches of its digests; and the sketches that it was offered. */
final class Transfers {

    /** What was asked for. */
    private final Map<String, Message.StateRequest> states = new LinkedHashMap<>();

    /** Of whole states. */
    private final Map<String, Sweep> sweeps = new LinkedHashMap<>();

    /** Up to where the peer may have forgotten deletes that this node lacked. */
    private final Map<String, Long> forgotten = new LinkedHashMap<>();

    /** Topics to ask about when their stream is over: there may be more than it began with. */
    private final Set<String> askAfter = new LinkedHashSet<>();

    /** Sketches that come in: the exchange that began them is not over before they are. */
    private final Map<String, Sketching> sketches = new TreeMap<>();

    /** What to ask when the last sketch has shown where the two differ. */
    private final List<Inquiry> afterSketches = new ArrayList<>();

    /** Sketches of our digests that the peer may ask to go on. */
    private final Map<String, SketchOffer> offers = new TreeMap<>();

    // States

    /** Returns whether the stream begins: one at a time for each topic. The topic is asked about again behind one that runs. */
    boolean beginState(String topic, Message.StateRequest request) {
        boolean begins = states.putIfAbsent(topic, request) == null;
        if (!begins) {
            askAfter.add(topic);
        }
        return begins;
    }

    void beginSweep(String topic, Sweep sweep) {
        sweeps.put(topic, sweep);
    }

    boolean isStateComing(String topic) {
        return states.containsKey(topic);
    }

    boolean isWanted(Message.Request request) {
        return request.equals(states.get(request.topic()));
    }

    /** Null if no whole state is coming in. */
    @Nullable
    Sweep sweep(String topic) {
        return sweeps.get(topic);
    }

    /** The stream is over; returns whether the topic is to be asked about again. */
    boolean endState(String topic) {
        states.remove(topic);
        sweeps.remove(topic);
        forgotten.remove(topic);
        return askAfter.remove(topic);
    }

    /** The peer may have forgotten deletes up to here; returns the highest that it has said. */
    long raiseForgotten(String topic, long upTo) {
        return forgotten.merge(topic, upTo, Math::max);
    }

    void setForgotten(String topic, long upTo) {
        forgotten.put(topic, upTo);
    }

    long forgotten(String topic) {
        return forgotten.getOrDefault(topic, 0L);
    }

    boolean isNoStateComing() {
        return states.isEmpty();
    }

    // Sketches

    /** Null if none is coming in. */
    @Nullable
    Sketching sketch(String topic) {
        return sketches.get(topic);
    }

    /** Returns whether none was coming in before. */
    boolean beginSketch(String topic, Sketching sketch) {
        return sketches.put(topic, sketch) == null;
    }

    boolean isAnySketchComing() {
        return !sketches.isEmpty();
    }

    /** To be asked when the last sketch is over. */
    void askAfterSketches(List<Inquiry> requests) {
        afterSketches.addAll(requests);
    }

    /** A sketch is over; returns whether it was the last. */
    boolean endSketch(String topic) {
        sketches.remove(topic);
        return sketches.isEmpty();
    }

    List<Inquiry> takeAfterSketches() {
        List<Inquiry> taken = List.copyOf(afterSketches);
        afterSketches.clear();
        return taken;
    }

    void offerSketch(String topic, SketchOffer offer) {
        offers.put(topic, offer);
    }

    @Nullable
    SketchOffer takeOffer(String topic) {
        return offers.remove(topic);
    }
}
