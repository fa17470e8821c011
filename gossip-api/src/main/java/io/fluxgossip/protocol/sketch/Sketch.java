package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Hashing;
import io.fluxgossip.protocol.message.CodedSymbol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A rateless sketch of a set: coded symbols without end, of which as many are made as the other side needs (Yang, Gilad
 * and Alizadeh,
 * <i>Practical Rateless Set Reconciliation</i>, SIGCOMM 2024).
 *
 * <p>An item is in the first symbol, and in the one at place i with a chance of 1 / (1 + i / 2), drawn from its check:
 * a few differences are found in the first few symbols, many in 1.35 symbols each.
 */
public final class Sketch {

    private static final double UNIT = 0x1p-53;
    private static final int UNUSED_BITS = 11;

    private final PriorityQueue<Term> terms = new PriorityQueue<>(Comparator.comparingInt(term -> term.place));
    private int made;

    /** An item, and where it comes next. */
    private static final class Term {
        final CodedSymbol item;
        private long chance;
        private int place;

        Term(CodedSymbol item) {
            this.item = item;
            this.chance = item.checks();
        }

        /** A uniform draw u makes a gap of (i + 3/2)(1 / sqrt(u) - 1), which gives that chance. */
        void move() {
            chance = Hashing.mix(chance);
            double drawn = ((chance >>> UNUSED_BITS) + 1) * UNIT;
            double gap = Math.ceil((place + 1.5) * (1 / Math.sqrt(drawn) - 1));
            place = (int) Math.min(Integer.MAX_VALUE, place + Math.max(1, gap));
        }
    }

    /** How many symbols were made. */
    int made() {
        return made;
    }

    /** Takes part from the first symbol on. */
    public void add(CodedSymbol item) {
        terms.add(new Term(item));
    }

    /**
     * Takes part in the symbols that are to be made.
     *
     * @return in which of those that were made it would have been
     */
    List<Integer> addLate(CodedSymbol item) {
        Term term = new Term(item);
        List<Integer> missed = new ArrayList<>();
        for (; term.place < made; term.move()) {
            missed.add(term.place);
        }
        terms.add(term);
        return missed;
    }

    public CodedSymbol next() {
        CodedSymbol symbol = CodedSymbol.ZERO;
        while (!terms.isEmpty() && terms.element().place == made) {
            Term term = terms.remove();
            symbol = symbol.plus(term.item, 1);
            term.move();
            terms.add(term);
        }
        made++;
        return symbol;
    }

    public List<CodedSymbol> next(int count) {
        List<CodedSymbol> symbols = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            symbols.add(next());
        }
        return symbols;
    }
}
