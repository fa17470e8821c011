package io.fluxgossip.model;

/** A local write that a limit forbids; nothing was written and nothing was sent. */
public final class WriteRefusedException extends GossipException {

    private static final long serialVersionUID = 1L;

    private final boolean isTransient;

    private WriteRefusedException(String message, boolean isTransient) {
        super(message);
        this.isTransient = isTransient;
    }

    /** The entry is larger than the topic allows. */
    public static WriteRefusedException entryTooLarge(String topic, int bytes, int limit) {
        return new WriteRefusedException(
                "an entry of " + bytes + " bytes is over the limit of topic '" + topic + "', " + limit
                        + " (maxEntryBytes); nothing was written",
                false);
    }

    /** The topic holds as many keys as it may; those that are there can still be overwritten and removed. */
    public static WriteRefusedException topicFull(String topic, int limit) {
        return new WriteRefusedException(
                "topic '" + topic + "' holds " + limit + " keys, its limit (maxKeys); nothing was written", false);
    }

    @Override
    public boolean isTransient() {
        return isTransient;
    }
}
