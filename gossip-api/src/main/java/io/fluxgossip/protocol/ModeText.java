package io.fluxgossip.protocol;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Dissemination;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * A mode as an entry of the built-in topic: {@code sync 1000 0 direct}, with interval and window, {@code adaptive 1000
 * 500 auto}, with interval and longest window, or {@code async 200}, in milliseconds. The dissemination may be left
 * out. Words that follow are for later versions.
 */
final class ModeText {

    private ModeText() {}

    /**
     * A mode as other nodes read it.
     *
     * @throws IllegalArgumentException if its topology is not one that others know by its name
     */
    static Bytes write(Mode mode) {
        mode.dissemination().ifPresent(ModeText::mustBeKnownToOthers);
        String interval = " " + mode.interval().toMillis();
        String by =
                mode.dissemination().map(dissemination -> " " + dissemination).orElse("");
        return Bytes.utf8(mode.read(new Mode.Cases<String>() {
            @Override
            public String sync(Mode.Sync sync) {
                return "sync" + interval + " " + sync.window().toMillis() + by;
            }

            @Override
            public String adaptive(Mode.Adaptive adaptive) {
                return "adaptive" + interval + " " + adaptive.worstLatency().toMillis() + by;
            }

            @Override
            public String async(Mode.Async async) {
                return "async" + interval;
            }
        }));
    }

    private static void mustBeKnownToOthers(Dissemination dissemination) {
        Optional<Dissemination> understood = dissemination(dissemination.toString());
        if (!understood.equals(Optional.of(dissemination))) {
            throw new IllegalArgumentException(
                    "other nodes cannot be told to spread by " + dissemination
                            + ": its topology is code of this node; switch each node by itself, or take a topology with a name");
        }
    }

    /** Empty for a tombstone, and for what this version does not understand. */
    static Optional<Mode> read(Entry entry) {
        if (entry.value() == null) {
            return Optional.empty();
        }
        String[] words = entry.value().toUtf8().split(" ", -1);
        try {
            return switch (words[0]) {
                case "sync" -> Optional.of(new Mode.Sync(millis(words[1]), millis(words[2]), by(words)));
                case "adaptive" -> Optional.of(new Mode.Adaptive(millis(words[1]), millis(words[2]), by(words)));
                case "async" -> Optional.of(new Mode.Async(millis(words[1])));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    /** A text that is not understood leaves the mode to the topic. */
    private static Optional<Dissemination> by(String[] words) {
        return words.length < 4 ? Optional.empty() : dissemination(words[3]);
    }

    private static Optional<Dissemination> dissemination(String text) {
        try {
            return Optional.of(Dissemination.parse(text));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static Duration millis(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }
}
