package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/ARCHITECTURE.md names is there: packages, classes and files. */
class ArchitecturePageTest {

    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/ARCHITECTURE.md");
    private static final List<String> MODULES =
            List.of("gossip-api", "gossip-rsocket", "gossip-examples", "benchmarks");

    private static List<String> found(String pattern) throws IOException {
        return Pattern.compile(pattern)
                .matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void eachPackageIsThere() throws IOException {
        assertThat(found("(?<=`)io\\.fluxgossip[a-z.]*(?=`)"))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(MODULES)
                        .anyMatch(module ->
                                Files.isDirectory(ROOT.resolve(module + "/src/main/java/" + name.replace('.', '/')))));
    }

    @Test
    void eachClassIsThere() throws IOException {
        Set<String> sources = MODULES.stream()
                .flatMap(ArchitecturePageTest::sources)
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toSet());
        assertThat(found("(?<=`)[A-Z][A-Za-z]+(?=[`.])"))
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(sources).contains(name + ".java"));
    }

    @Test
    void eachMethodIsThere() throws IOException {
        List<Path> files =
                MODULES.stream().flatMap(ArchitecturePageTest::sources).toList();
        for (String name : found("(?<=`)[A-Z][A-Za-z]+\\.[a-z][A-Za-z]+(?=`)")) {
            String[] parts = name.split("\\.", -1);
            List<String> texts = new ArrayList<>();
            for (Path file : files) {
                if (file.getFileName().toString().equals(parts[0] + ".java")) {
                    texts.add(Files.readString(file));
                }
            }
            assertThat(texts).as(name).anyMatch(text -> text.contains(" " + parts[1] + "("));
        }
    }

    private static Stream<Path> sources(String module) {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void eachLinkLeadsSomewhere() throws IOException {
        assertThat(found("(?<=]\\()[^)]+(?=\\))"))
                .allSatisfy(link -> assertThat(PAGE.resolveSibling(link)).exists());
    }
}
