package io.fluxgossip;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/** The layers: each knows only those below it, and what is pure stays pure. */
@AnalyzeClasses(packages = "io.fluxgossip", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    /** A cluster for users' tests is in the package of the API, since it looks into nodes. */
    private static final DescribedPredicate<JavaClass> OF_THE_TEST_KIT = nameMatching(
                    "io\\.fluxgossip\\.(SimulatedCluster|VirtualTime|VirtualTransport)(\\$.*)?")
            .forSubtype();

    @ArchTest
    static final ArchRule theModelKnowsNothing = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip.model")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.fluxgossip.model", "java..", "javax.crypto..", "org.jspecify..");

    @ArchTest
    static final ArchRule theProtocolKnowsTheModel = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip.protocol")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.fluxgossip.model", "io.fluxgossip.protocol", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule theSimulationKnowsTheProtocol = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip.simulation")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.fluxgossip.model",
                    "io.fluxgossip.protocol",
                    "io.fluxgossip.simulation",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule theShellDoesNotSimulate = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip")
            .and(are(not(OF_THE_TEST_KIT)))
            .should()
            .dependOnClassesThat(resideInAPackage("io.fluxgossip.simulation").or(OF_THE_TEST_KIT));

    @ArchTest
    static final ArchRule noNetworkTypeInTheApi = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "io.rsocket..", "reactor.netty..");

    @ArchTest
    static final ArchRule noClockNoThreadNoChanceInModelAndProtocol = noClasses()
            .that()
            .resideInAnyPackage("io.fluxgossip.model", "io.fluxgossip.protocol")
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
