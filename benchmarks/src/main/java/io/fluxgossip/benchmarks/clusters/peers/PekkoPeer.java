package io.fluxgossip.benchmarks.clusters.peers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ddata.DistributedData;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.LWWMap;
import org.apache.pekko.cluster.ddata.LWWMapKey;
import org.apache.pekko.cluster.ddata.Replicator;
import org.apache.pekko.pattern.Patterns;
import org.jspecify.annotations.Nullable;
import scala.concurrent.Future;

/**
 * Pekko Distributed Data: last-writer-wins maps, one or more among which the keys are divided.
 *
 * @param writeAll whether a write waits for all nodes, or only for its own
 */
record PekkoPeer(String name, String settings, String tuning, int parts, boolean writeAll) implements Peer {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Writes that one writer has under way. */
    private static final int UNDER_WAY = 64;

    private static final String BASE = """
            pekko.actor.provider = cluster
            pekko.remote.artery.canonical.hostname = "127.0.0.1"
            pekko.remote.artery.canonical.port = 0
            pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
            pekko.loglevel = OFF
            pekko.stdout-loglevel = OFF
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            """;

    @Override
    public Replicas open() {
        return new PekkoReplicas(ConfigFactory.parseString(tuning + "\n" + BASE).withFallback(ConfigFactory.load()));
    }

    private final class PekkoReplicas implements Replicas {
        private final Config config;
        private final List<ActorSystem> systems = new ArrayList<>();
        private final List<DistributedData> data = new ArrayList<>();
        private final List<Semaphore> room = new ArrayList<>();
        private final List<Key<LWWMap<String, String>>> keys = new ArrayList<>();

        PekkoReplicas(Config config) {
            this.config = config;
            for (int part = 0; part < parts; part++) {
                keys.add(LWWMapKey.create("benchmark-" + part));
            }
        }

        @Override
        public void start() {
            ActorSystem system = ActorSystem.create("benchmark", config);
            systems.add(system);
            Cluster.get(system).join(Cluster.get(systems.get(0)).selfAddress());
            data.add(DistributedData.get(system));
            room.add(new Semaphore(UNDER_WAY));
        }

        private Key<LWWMap<String, String>> part(String key) {
            return keys.get(Math.floorMod(key.hashCode(), keys.size()));
        }

        @Override
        public void put(int node, String key, String value) throws InterruptedException {
            Semaphore free = room.get(node);
            free.acquire();
            CompletableFuture<Object> unused = update(node, key, value).whenComplete((done, late) -> free.release());
        }

        private CompletableFuture<Object> update(int node, String key, String value) {
            DistributedData at = data.get(node);
            Replicator.WriteConsistency consistency =
                    writeAll ? new Replicator.WriteAll(LONGEST) : Replicator.writeLocal();
            Replicator.Update<LWWMap<String, String>> update = new Replicator.Update<>(
                    part(key), LWWMap.create(), consistency, map -> map.put(at.selfUniqueAddress(), key, value));
            return Patterns.ask(at.replicator(), update, LONGEST.multipliedBy(2))
                    .toCompletableFuture();
        }

        @Override
        public @Nullable String get(int node, String key) throws Exception {
            return map(node, part(key)).get(key).getOrElse(() -> null);
        }

        private LWWMap<String, String> map(int node, Key<LWWMap<String, String>> part) throws Exception {
            Object answer = Patterns.ask(
                            data.get(node).replicator(),
                            new Replicator.Get<>(part, Replicator.readLocal()),
                            LONGEST.multipliedBy(2))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            return answer instanceof Replicator.GetSuccess<?> found ? found.get(part) : LWWMap.create();
        }

        @Override
        public int keys(int node) throws Exception {
            int held = 0;
            for (Key<LWWMap<String, String>> part : keys) {
                held += map(node, part).size();
            }
            return held;
        }

        @Override
        public Map<String, String> read(int node, Collection<String> wanted) throws Exception {
            Map<String, String> held = new HashMap<>();
            for (Key<LWWMap<String, String>> part : keys) {
                held.putAll(map(node, part).getEntries());
            }
            held.keySet().retainAll(wanted);
            return held;
        }

        /** Part by part, since each look at a replica is a message to it. */
        @Override
        public boolean holds(int node, Map<String, String> expected) throws Exception {
            Map<String, LWWMap<String, String>> seen = new HashMap<>();
            for (Map.Entry<String, String> entry : expected.entrySet()) {
                Key<LWWMap<String, String>> part = part(entry.getKey());
                LWWMap<String, String> map = seen.get(part.id());
                if (map == null) {
                    map = map(node, part);
                    seen.put(part.id(), map);
                }
                if (!Objects.equals(map.get(entry.getKey()).getOrElse(() -> null), entry.getValue())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Runnable stall(int node) {
            CountDownLatch gate = new CountDownLatch(1);
            ActorRef reader = systems.get(node).actorOf(Props.create(Stalled.class, () -> new Stalled(gate)));
            for (Key<LWWMap<String, String>> part : keys) {
                data.get(node).replicator().tell(new Replicator.Subscribe<>(part, reader), reader);
            }
            return gate::countDown;
        }

        @Override
        public void close() throws Exception {
            for (ActorSystem system : systems) {
                Future<?> unused = system.terminate();
            }
            for (ActorSystem system : systems) {
                system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
        }
    }

    /** Blocks in its first message. */
    private static final class Stalled extends AbstractActor {
        private final CountDownLatch gate;

        Stalled(CountDownLatch gate) {
            this.gate = gate;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(message -> Gates.await(gate)).build();
        }
    }
}
