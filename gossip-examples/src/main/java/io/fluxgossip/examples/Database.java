package io.fluxgossip.examples;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Stands in for a database that several processes share: a directory with a file for each key. */
record Database(Path directory) {

    /** It lies in the directory for temporary files, so all programs on this machine have the same. */
    static Database ofThisMachine() {
        return new Database(Path.of(System.getProperty("java.io.tmpdir"), "flux-gossip-database"));
    }

    /** Says on the terminal that it reads; empty if the key was never written. */
    Mono<String> read(String key) {
        return Mono.fromCallable(() -> Files.readString(file(key)))
                .onErrorComplete(NoSuchFileException.class)
                .doOnSubscribe(start -> System.out.println("reads " + key + " from the database"))
                .subscribeOn(Schedulers.boundedElastic());
    }

    Mono<Void> write(String key, String value) {
        return Mono.fromCallable(() -> store(key, value))
                .subscribeOn(Schedulers.boundedElastic())
                .then();
    }

    private Path store(String key, String value) throws IOException {
        Files.createDirectories(directory);
        return Files.writeString(file(key), value);
    }

    private Path file(String key) {
        return directory.resolve(URLEncoder.encode(key, StandardCharsets.UTF_8) + ".txt");
    }
}
