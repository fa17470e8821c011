package io.fluxgossip.protocol.link;

import java.util.Map;
import java.util.TreeMap;

/** The digests that crossed a connection, as both ends remember them, by topic. */
public final class DigestMemory {

    private final Map<String, RememberedDigest> sent = new TreeMap<>();
    private final Map<String, RememberedDigest> received = new TreeMap<>();

    /** The digest of a topic that this node has sent. */
    public RememberedDigest sent(String topic) {
        return sent.computeIfAbsent(topic, unknown -> new RememberedDigest());
    }

    /** The digest of a topic that the peer has sent. */
    public RememberedDigest received(String topic) {
        return received.computeIfAbsent(topic, unknown -> new RememberedDigest());
    }
}
