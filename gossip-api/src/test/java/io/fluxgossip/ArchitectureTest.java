package io.fluxgossip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The layers: each knows only those below it, and what is pure stays pure. */
@AnalyzeClasses(packages = "io.fluxgossip", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /**
     * The packages that each package of the core may know besides itself and the JDK; nothing in it is below what
     * stands behind it.
     */
    private static final Map<String, List<String>> KNOWS = Map.ofEntries(
            entry("model", List.of()),
            entry("protocol.message", List.of("model")),
            entry("protocol.turn", List.of("model", "message")),
            entry("protocol.store", List.of("model", "message", "turn")),
            entry("protocol.sketch", List.of("model", "message", "turn", "store")),
            entry("protocol.membership", List.of("model", "message", "turn")),
            entry("protocol.topic", List.of("model", "message", "turn", "store", "membership")),
            entry("protocol.link", List.of("model", "message", "turn", "store", "sketch", "membership")),
            entry("protocol.broadcast", List.of("model", "message", "turn", "store", "membership", "topic", "link")),
            entry(
                    "protocol.exchange.form",
                    List.of("model", "message", "turn", "store", "sketch", "membership", "topic", "link")),
            entry(
                    "protocol.exchange",
                    List.of(
                            "model",
                            "message",
                            "turn",
                            "store",
                            "sketch",
                            "membership",
                            "topic",
                            "link",
                            "broadcast",
                            "exchange.form")),
            entry(
                    "protocol",
                    List.of(
                            "model",
                            "message",
                            "turn",
                            "store",
                            "sketch",
                            "membership",
                            "topic",
                            "link",
                            "broadcast",
                            "exchange",
                            "exchange.form")));

    private static String fullName(String shortName) {
        String inCore = shortName.equals("model") || shortName.startsWith("protocol") ? "" : "protocol.";
        return "io.fluxgossip." + inCore + shortName;
    }

    @ArchTest
    static void eachPackageOfTheCoreKnowsThoseBelowIt(JavaClasses classes) {
        KNOWS.forEach((name, known) -> {
            Stream<String> allowed = Stream.concat(
                    Stream.of(fullName(name), "java..", "org.jspecify.."),
                    known.stream().map(ArchitectureTest::fullName));
            noClasses()
                    .that()
                    .resideInAPackage(fullName(name))
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages(
                            Stream.concat(allowed, Stream.of("javax.crypto..")).toArray(String[]::new))
                    .check(classes);
        });
    }

    @ArchTest
    static final ArchRule noPackagesKnowEachOther =
            slices().matching("io.fluxgossip.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheFacadeAndTheSimulationReachBelowTheFacade = noClasses()
            .that()
            .resideOutsideOfPackages("io.fluxgossip.protocol..", "io.fluxgossip.simulation")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fluxgossip.protocol.sketch",
                    "io.fluxgossip.protocol.membership",
                    "io.fluxgossip.protocol.link",
                    "io.fluxgossip.protocol.broadcast",
                    "io.fluxgossip.protocol.exchange..");

    @ArchTest
    static final ArchRule theSimulationKnowsTheProtocol = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip.simulation")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.fluxgossip.model",
                    "io.fluxgossip.protocol..",
                    "io.fluxgossip.simulation",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theSeamOfTransportsKnowsMessagesAndNothingOfTheNode = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip.transport")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.fluxgossip.model",
                    "io.fluxgossip.protocol.message",
                    "io.fluxgossip.transport",
                    "java..",
                    "org.jspecify..",
                    "reactor.core.publisher..");

    @ArchTest
    static final ArchRule theShellDoesNotSimulate = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fluxgossip.simulation", "io.fluxgossip.testing");

    @ArchTest
    static final ArchRule noNetworkTypeInTheApi = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.rsocket..", "reactor.netty..");

    @ArchTest
    static final ArchRule noClockNoThreadNoChanceInModelAndProtocol = noClasses()
            .that()
            .resideInAnyPackage("io.fluxgossip.model", "io.fluxgossip.protocol..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Math.class, "random")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                    Clock.class,
                    Instant.class,
                    Thread.class,
                    Executor.class,
                    Random.class,
                    SplittableRandom.class,
                    ThreadLocalRandom.class);

    @ArchTest
    static final ArchRule nothingBlocks =
            noClasses().should().callMethodWhere(BlockingCalls.PREDICATE).because("no thread here is ours to block");
}
