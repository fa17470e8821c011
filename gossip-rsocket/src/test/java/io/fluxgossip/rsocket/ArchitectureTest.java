package io.fluxgossip.rsocket;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The edge translates: it knows messages, not the protocol, and no type of RSocket leaves it. */
@AnalyzeClasses(packages = "io.fluxgossip.rsocket", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule theEdgeDoesNotReachIntoTheProtocol = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.fluxgossip.protocol",
                    "io.fluxgossip.protocol.turn",
                    "io.fluxgossip.protocol.store",
                    "io.fluxgossip.protocol.sketch",
                    "io.fluxgossip.protocol.membership",
                    "io.fluxgossip.protocol.topic",
                    "io.fluxgossip.protocol.link",
                    "io.fluxgossip.protocol.broadcast",
                    "io.fluxgossip.protocol.exchange..",
                    "io.fluxgossip.simulation");

    @ArchTest
    static final ArchRule theWireKnowsTheModelAlone = noClasses()
            .that()
            .resideInAPackage("io.fluxgossip.rsocket.wire")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.fluxgossip", "io.fluxgossip.rsocket", "io.rsocket..", "reactor..");

    @ArchTest
    static final ArchRule nothingBlocksButStartNow = noClasses()
            .that()
            .doNotBelongToAnyOf(RSocketGossip.class)
            .should()
            .callMethodWhere(
                    target(owner(resideInAPackage("reactor.core.publisher"))).and(target(nameStartingWith("block"))));

    @ArchTest
    static final ArchRule noRSocketTypeInPublicSignatures = noMethods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleName("RSocketGossip")
            .should()
            .haveRawReturnType(resideInAPackage("io.rsocket.."));
}
