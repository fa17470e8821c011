package io.fluxgossip.benchmarks;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/** The packages of this module: each knows only those below it. {@link HouseTest} looks for circles of classes. */
@AnalyzeClasses(packages = "io.fluxgossip.benchmarks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String HERE = "io.fluxgossip.benchmarks.";

    /** A package of this module knows itself and these of the module. */
    private static ArchRule knowsOnly(String name, String... below) {
        String[] allowed = Stream.concat(Stream.of(name), Arrays.stream(below))
                .map(each -> HERE + each)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(HERE + name)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.fluxgossip.benchmarks..").and(resideOutsideOfPackages(allowed)));
    }

    @ArchTest
    static final ArchRule chartsKnowNothing = knowsOnly("charts");

    @ArchTest
    static final ArchRule theJvmKnowsNothing = knowsOnly("jvm");

    @ArchTest
    static final ArchRule theEdgeKnowsNothing = knowsOnly("edge");

    @ArchTest
    static final ArchRule thePeersKnowNothing = knowsOnly("clusters.peers");

    @ArchTest
    static final ArchRule theClustersKnowThePeersAndTheJvm = knowsOnly("clusters", "clusters.peers", "jvm");

    @ArchTest
    static final ArchRule theSimulatorKnowsTheJvm = knowsOnly("simulator", "jvm");

    @ArchTest
    static final ArchRule jmhKnowsTheJvm = knowsOnly("jmh", "jvm");

    @ArchTest
    static final ArchRule tablesKnowWhatIsMeasuredAndTheCharts =
            knowsOnly("tables", "simulator", "clusters", "clusters.peers", "edge", "jmh", "jvm", "charts");

    @ArchTest
    static final ArchRule commandsKnowTablesAndWhatIsMeasured =
            knowsOnly("commands", "tables", "simulator", "clusters", "clusters.peers", "edge", "jmh", "jvm");

    @ArchTest
    static final ArchRule noClassStandsOutsideOfThesePackages = classes()
            .should()
            .resideInAnyPackage(Stream.of(
                            "commands",
                            "tables",
                            "charts",
                            "simulator",
                            "clusters",
                            "clusters.peers",
                            "edge",
                            "jmh",
                            "jmh.jmh_generated",
                            "jvm")
                    .map(each -> HERE + each)
                    .toArray(String[]::new));

    @ArchTest
    static final ArchRule noPackagesKnowEachOther =
            slices().matching(HERE + "(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyThePeersKnowTheLibrariesThatAreCompared = noClasses()
            .that()
            .resideOutsideOfPackage(HERE + "clusters.peers")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.scalecube..", "org.apache.pekko..", "com.hazelcast..", "org.jgroups.."));

    @ArchTest
    static final ArchRule onlyTheCommandsReadTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage(HERE + "commands")
            .should()
            .dependOnClassesThat(resideInAnyPackage("picocli.."));
}
