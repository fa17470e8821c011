package io.fluxgossip.protocol.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.SketchKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How many symbols tell how two sets differ (Yang et al., SIGCOMM 2024, figure 3: 1.72 at 4 differences, 1.35 in the
 * limit).
 */
class SketchTest {

    private static final int COMMON = 200;
    private static final int STALLED = 120;
    private static final int DRAWS = 1_000;

    private final SplittableRandom random = new SplittableRandom(7);

    private SketchKey key() {
        return new SketchKey(random.nextLong(), random.nextLong());
    }

    private static CodedSymbol item(SketchKey.Hash hash, long origin, long watermark) {
        return new CodedSymbol(origin, watermark, hash.check(origin, watermark), 1);
    }

    private List<CodedSymbol> items(SketchKey.Hash hash, int count) {
        List<CodedSymbol> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(item(hash, random.nextLong(), random.nextLong()));
        }
        return items;
    }

    private static Sketch sketch(Collection<CodedSymbol> items) {
        Sketch sketch = new Sketch();
        items.forEach(sketch::add);
        return sketch;
    }

    /** Takes in symbols until all is known, or there were so many. */
    private static SketchDecoder decoded(SketchKey.Hash hash, Sketch theirs, Collection<CodedSymbol> ours, int atMost) {
        SketchDecoder decoder = new SketchDecoder(hash, ours);
        while (!decoder.isDecoded() && decoder.size() < atMost) {
            decoder.add(theirs.next(1));
        }
        return decoder;
    }

    /** Half of the differences are on each side. */
    private double symbolsPerDifference(int differences, int draws) {
        long symbols = 0;
        for (int draw = 0; draw < draws; draw++) {
            SketchKey.Hash hash = key().hash();
            List<CodedSymbol> common = items(hash, COMMON);
            List<CodedSymbol> theirs = items(hash, differences / 2);
            List<CodedSymbol> ours = items(hash, differences - differences / 2);
            SketchDecoder decoder = decoded(
                    hash,
                    sketch(Stream.concat(common.stream(), theirs.stream()).toList()),
                    Stream.concat(common.stream(), ours.stream()).toList(),
                    Integer.MAX_VALUE);
            assertThat(decoder.differences())
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    theirs.stream(), ours.stream().map(item -> CodedSymbol.ZERO.plus(item, -1)))
                            .toList());
            symbols += decoder.size();
        }
        return symbols / (double) draws / differences;
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6})
    void fewDifferencesTakeLessThanTwoSymbolsEach(int differences) {
        double mean = symbolsPerDifference(differences, 3_000);
        System.err.printf("sketch: %.3f symbols for each of %d differences%n", mean, differences);
        assertThat(mean).isBetween(1.5, 1.8);
    }

    @Test
    void aThousandDifferencesTakeOnePointFourEach() {
        double mean = symbolsPerDifference(1_000, 60);
        System.err.printf("sketch: %.3f symbols for each of 1,000 differences%n", mean);
        assertThat(mean).isBetween(1.37, 1.43);
    }

    @Test
    void equalSetsAreKnownToBeEqualAfterOneSymbol() {
        SketchKey.Hash hash = key().hash();
        List<CodedSymbol> common = items(hash, COMMON);
        SketchDecoder decoder = decoded(hash, sketch(common), common, 10);
        assertThat(decoder.size()).isEqualTo(1);
        assertThat(decoder.differences()).isEmpty();
    }

    /**
     * Who knows the key can choose watermarks that are in the first symbol and then in none for long: nothing is ever
     * alone. The same watermarks under a key that they were not chosen for are as good as any.
     */
    @Test
    void whoDoesNotKnowTheKeyCannotStallIt() {
        SketchKey guessed = key();
        NodeId liar = new NodeId("liar", 1);
        List<NodeId> origins = new ArrayList<>();
        List<Long> watermarks = new ArrayList<>();
        SketchKey.Hash hash = guessed.hash();
        for (int i = 0; i < 20; i++) {
            NodeId origin = new NodeId(liar.name() + i, 1);
            long hashed = hash.of(origin);
            long watermark = 1;
            while (firstPlaceAfterZero(item(hash, hashed, watermark)) < STALLED) {
                watermark++;
            }
            origins.add(origin);
            watermarks.add(watermark);
        }

        assertThat(symbolsUnder(guessed, origins, watermarks)).isEqualTo(STALLED);
        long symbols = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            int each = symbolsUnder(key(), origins, watermarks);
            assertThat(each).isLessThan(STALLED);
            symbols += each;
        }
        assertThat(symbols / (double) DRAWS / origins.size()).isLessThan(1.8);
    }

    private static int firstPlaceAfterZero(CodedSymbol item) {
        Sketch sketch = sketch(List.of(item));
        sketch.next(1);
        while (sketch.made() < STALLED && sketch.next(1).get(0).equals(CodedSymbol.ZERO)) {
            // none of its places yet
        }
        return sketch.made();
    }

    private static int symbolsUnder(SketchKey key, List<NodeId> origins, List<Long> watermarks) {
        SketchKey.Hash hash = key.hash();
        List<CodedSymbol> items = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            items.add(item(hash, hash.of(origins.get(i)), watermarks.get(i)));
        }
        return decoded(hash, sketch(items), List.of(), STALLED).size();
    }

    /** Symbols that take away and bring back the same item for ever, if one follows them blindly. */
    @Test
    void symbolsThatAreNoSketchAreFollowedOnlySoFar() {
        SketchKey.Hash hash = key().hash();
        SketchDecoder decoder = new SketchDecoder(hash, List.of());
        CodedSymbol item = item(hash, 1, 2);
        for (int i = 0; i < 50; i++) {
            decoder.add(List.of(i % 3 == 0 ? item : CodedSymbol.ZERO.plus(item, -1)));
        }
        assertThat(decoder.differences()).hasSizeLessThanOrEqualTo(50);
    }
}
