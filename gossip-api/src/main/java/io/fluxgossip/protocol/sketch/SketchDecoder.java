package io.fluxgossip.protocol.sketch;

import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.SketchKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Takes in another's sketch, symbol by symbol, until it tells how that set differs from one's own. */
final class SketchDecoder {

    /** Differences for each symbol of a limit; all of them would take 1.35 symbols each. */
    private static final double SURELY_TOO_MANY = 1.5;

    private final SketchKey.Hash hash;

    /** Items that are subtracted from symbols to come: this node's own, and differences that were found. */
    private final Sketch known = new Sketch();

    /** Symbols that have come, less all known items. */
    private final List<CodedSymbol> left = new ArrayList<>();

    private final List<CodedSymbol> differences = new ArrayList<>();

    /** The variance of the counts of symbols, and the variance that one difference would cause. */
    private double variance;

    private double varianceOfOne;

    SketchDecoder(SketchKey.Hash hash, Collection<CodedSymbol> ours) {
        this.hash = hash;
        ours.forEach(item -> addOurs(item.origins(), item.watermarks(), item.checks()));
    }

    /** Nothing of one's own yet. */
    SketchDecoder(SketchKey.Hash hash) {
        this.hash = hash;
    }

    /** An item of one's own, before the first symbol. */
    void addOurs(long origin, long timestamp, long check) {
        known.add(origin, timestamp, check, -1);
    }

    int size() {
        return left.size();
    }

    /** Whether nothing is left of the first symbol, in which every item is. */
    boolean isDecoded() {
        return !left.isEmpty() && left.get(0).equals(CodedSymbol.ZERO);
    }

    /** Items of the other set alone, with count 1, and of one's own alone, with count -1. */
    List<CodedSymbol> differences() {
        return differences;
    }

    /**
     * Estimates the differences that were unfound when symbols arrived, from the variance of their counts: a difference
     * is in symbol i with probability p = 1 / (1 + i / 2) and adds p (1 - p). Differences that are found later do not
     * lower it.
     */
    double estimate() {
        return varianceOfOne == 0 ? 0 : variance / varianceOfOne;
    }

    /**
     * Whether there are more symbols than the limit, or surely will be.
     *
     * @param telling symbols from which on it can be told about how many differences there are
     */
    boolean isHopeless(int telling, int limit) {
        boolean seemsSo = size() >= telling && estimate() > SURELY_TOO_MANY * limit;
        return seemsSo || size() >= limit;
    }

    private void observe(int place, int count) {
        double chance = 1 / (1 + place / 2.0);
        double deviation = count - left.get(0).count() * chance;
        variance += deviation * deviation;
        varianceOfOne += chance * (1 - chance);
    }

    /** Takes in the next symbols, up to the one with which all is known. */
    void add(List<CodedSymbol> symbols) {
        List<CodedSymbol> ours = known.next(symbols.size());
        int first = left.size();
        for (int i = 0; i < symbols.size(); i++) {
            left.add(symbols.get(i).plus(ours.get(i), 1));
        }
        for (int place = first; place < left.size() && !isDecoded(); place++) {
            observe(place, left.get(place).count());
            peel(place);
        }
    }

    /** No more than {@link #size} differences are found: symbols that show more are no sketch. */
    private void peel(int place) {
        Deque<Integer> changed = new ArrayDeque<>(List.of(place));
        while (!changed.isEmpty() && differences.size() < left.size()) {
            CodedSymbol one = left.get(changed.remove());
            if (isOne(one)) {
                differences.add(one);
                CodedSymbol taken = CodedSymbol.ZERO.plus(one, -1);
                for (int other : known.addLate(taken)) {
                    left.set(other, left.get(other).plus(taken, 1));
                    changed.add(other);
                }
            }
        }
    }

    /** Whether one item alone is left of a symbol. */
    private boolean isOne(CodedSymbol symbol) {
        return Math.abs(symbol.count()) == 1 && hash.check(symbol.origins(), symbol.watermarks()) == symbol.checks();
    }
}
