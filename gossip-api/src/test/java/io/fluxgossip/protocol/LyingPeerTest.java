package io.fluxgossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Limits;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PieceReader;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.turn.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Any well-formed message, however false: the core never throws, keeps to its limits, and still answers. */
class LyingPeerTest {

    private static final int KEYS = 40;
    private static final int MAX_KEYS = 30;
    private static final long NEXT_HOUR = (TwoCores.NOW + 3_600_000) << Version.COUNTER_BITS;

    @Test
    void noMessageMakesTheCoreThrowOrOutgrowItsLimits() {
        LongStream.range(0, 300).parallel().forEach(seed -> new Liar(seed).run());
    }

    private static final class Liar {
        private final SplittableRandom random;
        private final TwoCores cores;
        private final List<NodeId> origins = new ArrayList<>();

        Liar(long seed) {
            random = new SplittableRandom(seed);
            Limits limits = new Limits(MAX_KEYS, 40, 20);
            cores = new TwoCores(TopicConfig.of(TwoCores.TOPIC).withLimits(limits), random.nextInt(1, 500));
            origins.add(cores.a);
            origins.add(cores.b);
            origins.add(new NodeId("x", 1));
            origins.add(new NodeId("x", 2));
        }

        void run() {
            for (int i = 0; i < 400; i++) {
                act(random.nextInt(10));
                assertThat(cores.coreB.replica(TwoCores.TOPIC).size()).isLessThanOrEqualTo(MAX_KEYS);
                assertThat(cores.coreB.replica(TwoCores.TOPIC).gcWatermark()).isLessThan(NEXT_HOUR);
            }
            PieceReader reader = cores.coreB.pieces(cores.a, new Message.StateRequest(TwoCores.TOPIC, Digest.EMPTY));
            int pieces = 0;
            while (!reader.next(TwoCores.NOW).last()) {
                assertThat(pieces++).as("the state ends").isLessThan(10_000);
            }
        }

        private void act(int dice) {
            if (dice < 3) {
                cores.hearAtB(new Message.Push(topic(), delta()));
            } else if (dice < 5) {
                cores.hearAtB(new Message.Answer(List.of(response())));
            } else if (dice < 6 && random.nextBoolean()) {
                cores.hearAtB(new Message.Symbols(topic(), random.nextInt(30), symbols(), random.nextInt(5) == 0));
            } else if (dice < 6) {
                cores.hearAtB(new Message.State(topic(), delta(), delta(), random.nextBoolean()));
            } else if (dice < 7) {
                cores.coreB.answer(
                        TwoCores.NOW, cores.a, new Message.Exchange(List.of(digestRequest(), digestRequest())));
            } else if (dice < 8) {
                PieceReader pieces = cores.coreB.pieces(cores.a, request());
                pieces.next(TwoCores.NOW);
                pieces.next(TwoCores.NOW);
            } else if (dice < 9) {
                cores.coreB.ready(TwoCores.NOW, cores.a);
            } else {
                cores.coreB.fired(TwoCores.NOW, new Timer.Retry(cores.a, 1));
            }
        }

        private String topic() {
            return random.nextInt(10) == 0 ? "unknown" : random.nextInt(10) == 0 ? GossipCore.MODES : TwoCores.TOPIC;
        }

        private Message.Request request() {
            return random.nextBoolean()
                    ? new Message.StateRequest(topic(), digest())
                    : new Message.SketchRequest(topic(), key(), random.nextInt(3) == 0 ? random.nextInt(30) : 1 << 30);
        }

        private SketchKey key() {
            return new SketchKey(random.nextLong(2), random.nextLong(2));
        }

        private NavigableMap<Long, Long> hashed() {
            return new TreeMap<>(Map.of(key().hash().of(origins.get(0)), timestamp(), 1L, timestamp()));
        }

        /** Some that look as if one watermark were left of them, and none that are a sketch. */
        private List<CodedSymbol> symbols() {
            SketchKey.Hash hash = key().hash();
            List<CodedSymbol> symbols = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                long origin = random.nextBoolean() ? hash.of(origins.get(0)) : random.nextLong(2);
                long watermark = timestamp();
                int count = random.nextInt(-2, 3);
                symbols.add(new CodedSymbol(origin, watermark, hash.check(origin, watermark), count));
            }
            return symbols;
        }

        private DigestResponse response() {
            return switch (random.nextInt(6)) {
                case 5 -> new DigestResponse.Listed(topic(), key(), hashed(), random.nextInt());
                case 3 -> new DigestResponse.Found(topic(), delta(), random.nextBoolean());
                case 4 -> new DigestResponse.Sketched(topic(), key(), random.nextInt(100), symbols(), random.nextInt());
                case 0 -> new DigestResponse.Differs(topic(), digest(), random.nextInt());
                case 1 -> new DigestResponse.Diverged(topic(), random.nextInt(3));
                default -> new DigestResponse.Lacking(topic(), delta(), random.nextBoolean(), digest());
            };
        }

        private DigestRequest digestRequest() {
            Fingerprint fingerprint = new Fingerprint(random.nextLong(3), random.nextInt(3));
            return switch (random.nextInt(6)) {
                case 0 -> new DigestRequest.Compare(topic(), fingerprint);
                case 3 ->
                    new DigestRequest.Filter(
                            topic(),
                            random.nextLong(),
                            DigestRequest.Filter.MAX_HASHES,
                            Bytes.utf8("x".repeat(random.nextInt(9))),
                            fingerprint);
                case 4 -> new DigestRequest.Hashed(topic(), key(), hashed());
                case 5 -> new DigestRequest.Listing(topic(), key());
                case 1 -> new DigestRequest.Full(topic(), digest(), random.nextInt(3));
                default -> new DigestRequest.Fragment(topic(), digest());
            };
        }

        private Digest digest() {
            TreeMap<NodeId, Long> watermarks = new TreeMap<>();
            for (NodeId origin : origins) {
                if (random.nextBoolean()) {
                    watermarks.put(origin, timestamp());
                }
            }
            return new Digest(watermarks);
        }

        private long timestamp() {
            return switch (random.nextInt(5)) {
                case 0 -> random.nextLong(Long.MAX_VALUE);
                case 1 -> TwoCores.NOW << Version.COUNTER_BITS;
                default -> random.nextLong(200);
            };
        }

        private Delta delta() {
            TreeMap<NodeId, Run> runs = new TreeMap<>();
            for (NodeId origin : origins) {
                if (random.nextBoolean()) {
                    runs.put(origin, runOf(origin));
                }
            }
            return new Delta(List.copyOf(runs.values()));
        }

        private Run runOf(NodeId origin) {
            long after = timestamp() / 2;
            long last = after;
            List<Entry> entries = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                last += random.nextLong(1, 5);
                Bytes value = random.nextInt(4) == 0 ? null : Bytes.utf8("v".repeat(random.nextInt(60)));
                entries.add(new Entry(Bytes.utf8("k" + random.nextInt(KEYS)), value, new Version(last, origin)));
            }
            return new Run(origin, after, last + random.nextLong(3), entries);
        }
    }
}
