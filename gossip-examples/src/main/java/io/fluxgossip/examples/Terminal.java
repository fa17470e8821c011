package io.fluxgossip.examples;

import io.fluxgossip.Seeds;
import io.fluxgossip.model.Address;
import io.fluxgossip.model.GossipException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * The user of a small program: its arguments, the lines that it types, and what is shown to it.
 *
 * @param port where the program's node listens on loopback; 0 is any free port
 */
record Terminal(int port, Seeds seeds) {

    /** The instance that is started first needs no arguments; others have it as their seed. */
    private static final String[] DEFAULTS = {"7401", "127.0.0.1:7401"};

    /** Reads {@code [port [host:port ...]]}. Wrong arguments end the process with one line and exit code 2. */
    static Terminal open(Class<?> program, String... args) {
        try {
            return of(args);
        } catch (IllegalArgumentException wrong) {
            System.err.println("usage: " + program.getSimpleName() + " [port [host:port ...]], own port and seeds, "
                    + String.join(" ", DEFAULTS) + " by default; " + wrong.getMessage());
            System.exit(2);
            throw wrong;
        }
    }

    /** @throws IllegalArgumentException if one of them is no port or no address */
    static Terminal of(String... args) {
        Address own = Address.parse("127.0.0.1:" + (args.length > 0 ? args[0] : DEFAULTS[0]));
        String[] seeds = args.length > 1 ? args : DEFAULTS;
        return new Terminal(own.port(), Seeds.fixed(Arrays.copyOfRange(seeds, 1, seeds.length)));
    }

    /** Lines that the user types, until the end of input (Ctrl-D). */
    Flux<String> lines() {
        return Flux.fromStream(
                        () -> new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).lines())
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Shows what goes on and answers the words of each line, until there are no more lines. A failure is an answer. */
    static Flux<Object> converse(
            Flux<String> lines, Publisher<?> shown, Function<List<String>, ? extends Publisher<?>> answer) {
        return lines.publish(typed -> Flux.merge(
                Flux.from(shown).takeUntilOther(typed.then()), typed.concatMap(line -> answered(line, answer))));
    }

    private static Flux<Object> answered(String line, Function<List<String>, ? extends Publisher<?>> answer) {
        return Flux.<Object>from(answer.apply(List.of(line.strip().split("\\s+"))))
                .onErrorResume(Exception.class, failure -> Flux.just("failed: " + failure.getMessage()));
    }

    /** Shows all of it, and returns at its end. A failure of the node is one line and exit code 1. */
    void print(Flux<?> output) {
        try {
            output.doOnNext(System.out::println).blockLast();
        } catch (GossipException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
    }
}
