package io.fluxgossip.examples;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Version;
import io.fluxgossip.rsocket.RSocketGossip;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The flags of a service. Any instance changes them, and each instance follows them as streams. */
public final class FeatureFlags {

    static final TopicSpec<String, Boolean> FLAGS =
            TopicSpec.of("flags", Codec.utf8(), Codec.json(Boolean.class)).mode(Mode.sync());

    private final Topic<String, Boolean> flags;

    FeatureFlags(Topic<String, Boolean> flags) {
        this.flags = flags;
    }

    /** The flag now, then after each change. The default holds while nobody has set the flag. */
    Flux<Boolean> flag(String name, boolean byDefault) {
        return flags.states()
                .map(now -> now.entries().getOrDefault(name, byDefault))
                .distinctUntilChanged();
    }

    Mono<Version> set(String name, boolean on) {
        return flags.put(name, on);
    }

    /** Goes back to the default. */
    Mono<Version> reset(String name) {
        return flags.remove(name);
    }

    /** Does what a line says, and answers with the version that was written. */
    private Mono<?> obey(List<String> words) {
        String flag = words.get(0);
        return switch (words.size() == 2 ? words.get(1) : "") {
            case "on" -> set(flag, true);
            case "off" -> set(flag, false);
            case "default" -> reset(flag);
            default -> Mono.just("type a flag and on, off or default: dark-mode on");
        };
    }

    private Flux<String> shown(String name, boolean byDefault) {
        return flag(name, byDefault).map(on -> name + " is " + (on ? "on" : "off"));
    }

    private static Flux<?> serve(GossipNode node, Flux<String> lines) {
        FeatureFlags flags = new FeatureFlags(node.topic(FLAGS));
        Flux<String> shown = Flux.merge(flags.shown("dark-mode", false), flags.shown("checkout", true));
        return Terminal.converse(lines, shown, flags::obey);
    }

    public static void main(String[] args) {
        Terminal terminal = Terminal.open(FeatureFlags.class, args);
        terminal.print(Flux.usingWhen(
                RSocketGossip.node("feature-flags")
                        .name("shop-" + terminal.port())
                        .bind("127.0.0.1", terminal.port())
                        .seeds(terminal.seeds())
                        .start(),
                node -> serve(node, terminal.lines()),
                GossipNode::leave));
    }
}
