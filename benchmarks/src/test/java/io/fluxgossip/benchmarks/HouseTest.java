package io.fluxgossip.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The whole house, seen from the module that knows all others: no circles of classes, no open fields, no crowded room.
 */
@AnalyzeClasses(
        packages = "io.fluxgossip",
        importOptions = {ImportOption.DoNotIncludeTests.class})
class HouseTest {

    private static final int LARGEST_CIRCLE = 2;
    private static final int LARGEST_PACKAGE = 20;
    private static final int MOST_COLLABORATORS = 20;

    /** Rooms of nouns, which users or the wire need in one place. */
    private static final Set<String> LARGE_PACKAGES = Set.of(
            "io.fluxgossip",
            "io.fluxgossip.model",
            "io.fluxgossip.protocol.message",
            "io.fluxgossip.rsocket",
            "io.fluxgossip.rsocket.wire");

    /** They put all others together. */
    private static final Set<String> ASSEMBLIES =
            Set.of("io.fluxgossip.protocol.GossipCore", "io.fluxgossip.protocol.CoreParts", "io.fluxgossip.Engine");

    /** Values that travel between classes: to know them is not to work with another class. */
    private static final Pattern NOUN = Pattern.compile("io\\.fluxgossip\\.(model|protocol\\.message)\\..*"
            + "|io\\.fluxgossip\\.protocol\\.turn\\.(Effect|Timer|Counter|Update|Turn)");

    private static String topLevel(JavaClass one) {
        return one.getName().replaceAll("\\$.*", "");
    }

    private static boolean isOurs(JavaClass one) {
        return one.getPackageName().startsWith("io.fluxgossip")
                && !one.getPackageName().contains("jmh_generated");
    }

    /** The classes that each top-level class knows. */
    private static Map<String, Set<String>> known(JavaClasses classes) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (JavaClass one : classes.that(DescribedPredicate.describe("ours", HouseTest::isOurs))) {
            Set<String> of = known.computeIfAbsent(topLevel(one), first -> new TreeSet<>());
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                JavaClass other = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(other) && !topLevel(other).equals(topLevel(one))) {
                    of.add(topLevel(other));
                }
            }
        }
        return known;
    }

    @ArchTest
    static void noCircleHasMoreThanTwoClasses(JavaClasses classes) {
        assertThat(new Circles(known(classes)).found())
                .allSatisfy(circle -> assertThat(circle).hasSizeLessThanOrEqualTo(LARGEST_CIRCLE));
    }

    @ArchTest
    static void noMutableFieldIsUsedFromAnotherTopLevelClass(JavaClasses classes) {
        List<String> uses = new ArrayList<>();
        for (JavaClass one : classes.that(DescribedPredicate.describe("ours", HouseTest::isOurs))) {
            for (JavaFieldAccess access : one.getFieldAccessesFromSelf()) {
                boolean isMutable = access.getTarget()
                        .resolveMember()
                        .map(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                        .orElse(false);
                JavaClass owner = access.getTargetOwner();
                if (isMutable && isOurs(owner) && !topLevel(owner).equals(topLevel(one))) {
                    uses.add(access.getDescription());
                }
            }
        }
        assertThat(uses).isEmpty();
    }

    @ArchTest
    static void noPackageIsCrowded(JavaClasses classes) {
        Map<String, Set<String>> files = classes.stream()
                .filter(HouseTest::isOurs)
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName, Collectors.mapping(HouseTest::topLevel, Collectors.toSet())));
        files.keySet().removeAll(LARGE_PACKAGES);
        assertThat(files)
                .allSatisfy((name, inIt) -> assertThat(inIt).as(name).hasSizeLessThanOrEqualTo(LARGEST_PACKAGE));
    }

    @ArchTest
    static void noClassHasTooManyCollaborators(JavaClasses classes) {
        Map<String, Set<String>> known = known(classes);
        known.keySet().removeAll(ASSEMBLIES);
        assertThat(known)
                .allSatisfy((name, others) -> assertThat(others.stream()
                                .filter(other -> !NOUN.matcher(other).matches()))
                        .as(name)
                        .hasSizeLessThanOrEqualTo(MOST_COLLABORATORS));
    }

    @ArchTest
    static void theRulesSeeTheHouse(JavaClasses classes) {
        classes().should().resideInAPackage("io.fluxgossip..").check(classes);
        assertThat(known(classes)).hasSizeGreaterThan(300);
    }

    /** Strongly connected components (Tarjan 1972). */
    private static final class Circles {
        private final Map<String, Set<String>> graph;
        private final Map<String, Integer> number = new HashMap<>();
        private final Map<String, Integer> lowest = new HashMap<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final Set<String> onPath = new HashSet<>();
        private final List<Set<String>> found = new ArrayList<>();

        Circles(Map<String, Set<String>> graph) {
            this.graph = graph;
        }

        /** Those of more than one. */
        List<Set<String>> found() {
            graph.keySet().stream().filter(one -> !number.containsKey(one)).forEach(this::visit);
            return found.stream().filter(circle -> circle.size() > 1).toList();
        }

        private void visit(String one) {
            int mine = number.size();
            number.put(one, mine);
            lowest.put(one, mine);
            path.push(one);
            onPath.add(one);
            for (String other : graph.getOrDefault(one, Set.of())) {
                if (!number.containsKey(other)) {
                    visit(other);
                    lowest.merge(one, lowest.getOrDefault(other, mine), Math::min);
                } else if (onPath.contains(other)) {
                    lowest.merge(one, number.getOrDefault(other, mine), Math::min);
                }
            }
            if (Integer.valueOf(mine).equals(lowest.get(one))) {
                found.add(popUntil(one));
            }
        }

        private Set<String> popUntil(String one) {
            Set<String> circle = new TreeSet<>();
            String last;
            do {
                last = path.pop();
                onPath.remove(last);
                circle.add(last);
            } while (!last.equals(one));
            return circle;
        }
    }
}
