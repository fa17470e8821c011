package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A Maelstrom test with a partition: nothing that was acknowledged is lost. */
class MaelstromPartitionTest {

    private static final long SEED = Long.getLong("gossip.seed", 1);

    private final SplittableRandom random = new SplittableRandom(SEED);

    @ParameterizedTest
    @ValueSource(strings = {"--window=40ms", "--dissemination=direct", "--dissemination=auto", "--mode=async"})
    void whatWasBroadcastDuringPartitionsIsEverywhereSoonAfter(String option) {
        System.out.println("seed " + SEED);
        VirtualMaelstrom cluster = new VirtualMaelstrom(25, Duration.ofMillis(100), option).start();
        cluster.pass(Duration.ofSeconds(5));
        BroadcastLoad load = new BroadcastLoad(cluster, SEED);
        for (int partition = 0; partition < 2; partition++) {
            split(
                    cluster,
                    cluster.names().stream()
                            .filter(name -> random.nextBoolean())
                            .collect(Collectors.toSet()));
            load.operateFor(Duration.ofSeconds(5), 40);
            cluster.heal();
            load.operateFor(Duration.ofSeconds(2), 40);
        }
        split(cluster, Set.of("n0"));
        load.operateFor(Duration.ofSeconds(5), 40);
        cluster.heal();
        load.settle(BroadcastLoad.RECOVERY);
        assertThat(load.broadcasts()).isGreaterThan(250);
    }

    @Test
    void halvesThatHaveGivenEachOtherUpFindEachOtherAgain() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(5, Duration.ofMillis(100)).start();
        cluster.pass(Duration.ofSeconds(5));
        split(cluster, Set.of("n0", "n1"));
        BroadcastLoad load = new BroadcastLoad(cluster, SEED);
        load.operateFor(Duration.ofMinutes(10), 1);
        cluster.heal();
        load.settle(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"g-counter", "pn-counter"})
    void aCounterCountsEachAddOnceAndItsOwnAtOnce(String workload) {
        VirtualMaelstrom cluster = new VirtualMaelstrom(5, Duration.ofMillis(100), "--workload", workload).start();
        cluster.pass(Duration.ofSeconds(2));
        long sum = 0;
        for (int add = 0; add < 300; add++) {
            if (add == 100) {
                split(cluster, Set.of("n1", "n3"));
            } else if (add == 200) {
                cluster.heal();
            }
            int delta = workload.equals("g-counter") ? random.nextInt(10) : random.nextInt(10) - 5;
            sum += delta;
            addAndSeeItCounted(cluster, cluster.names().get(random.nextInt(5)), delta);
            cluster.pass(Duration.ofMillis(50));
        }
        cluster.pass(BroadcastLoad.RECOVERY);
        assertThat(values(cluster)).containsOnly(sum);
    }

    private static void addAndSeeItCounted(VirtualMaelstrom cluster, String node, int delta) {
        long before = valueAt(cluster, node);
        assertThat(cluster.request(node, VirtualMaelstrom.body("add").put("delta", delta))
                        .path("type")
                        .asString())
                .isEqualTo("add_ok");
        assertThat(valueAt(cluster, node)).isEqualTo(before + delta);
    }

    private static long valueAt(VirtualMaelstrom cluster, String node) {
        JsonNode answer = cluster.read(node);
        assertThat(answer.has("value")).as("a value in " + answer).isTrue();
        return answer.path("value").longValue();
    }

    private static List<Long> values(VirtualMaelstrom cluster) {
        return cluster.names().stream().map(name -> valueAt(cluster, name)).toList();
    }

    /** It dials nobody, being the first: others find out that it is another one by what it says of their links. */
    @Test
    void whatALifeOfANodeHasCountedOutlastsIt() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(3, Duration.ofMillis(100), "--workload", "g-counter").start();
        cluster.pass(Duration.ofSeconds(2));
        addAndSeeItCounted(cluster, "n0", 5);
        cluster.pass(Duration.ofSeconds(2));
        cluster.restart("n0");
        addAndSeeItCounted(cluster, "n0", 7);
        cluster.pass(BroadcastLoad.RECOVERY);
        assertThat(values(cluster)).containsOnly(12L);
    }

    @Test
    void aSetHoldsWhateverWasAddedToItOnBothSidesOfAPartition() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(5, Duration.ofMillis(100), "--workload", "g-set").start();
        cluster.pass(Duration.ofSeconds(2));
        split(cluster, Set.of("n4", "n0"));
        for (int element = 0; element < 100; element++) {
            cluster.request(
                    cluster.names().get(random.nextInt(5)),
                    VirtualMaelstrom.body("add").put("element", element % 80));
            cluster.pass(Duration.ofMillis(50));
        }
        cluster.heal();
        cluster.pass(BroadcastLoad.RECOVERY);
        for (String name : cluster.names()) {
            assertThat(cluster.read(name).path("value").valueStream().map(element -> element.intValue()))
                    .doesNotHaveDuplicates()
                    .hasSize(80);
        }
    }

    @Test
    void aNodeThatComesLateFetchesALargeStatePieceByPiece() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(3, Duration.ofMillis(100));
        cluster.start("n0");
        cluster.start("n1");
        cluster.pass(Duration.ofSeconds(2));
        for (int element = 0; element < 500; element++) {
            cluster.request("n0", VirtualMaelstrom.body("broadcast").put("message", element + "-" + "x".repeat(1_000)));
        }
        cluster.pass(Duration.ofSeconds(2));
        cluster.start("n2");
        cluster.pass(BroadcastLoad.RECOVERY);
        assertThat(cluster.read("n2").path("messages")).hasSize(500);
        assertThat(cluster.messages("gossip_more")).isBetween(5L, 50L);
    }

    private static void split(VirtualMaelstrom cluster, Set<String> side) {
        cluster.cut((from, to) -> side.contains(from) != side.contains(to));
    }
}
