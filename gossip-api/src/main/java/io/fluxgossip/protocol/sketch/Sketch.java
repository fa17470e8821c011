package io.fluxgossip.protocol.sketch;

import io.fluxgossip.model.Hashing;
import io.fluxgossip.protocol.message.CodedSymbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rateless sketch of a set: coded symbols without end, of which as many are made as the other side needs (Yang, Gilad
 * and Alizadeh,
 * <i>Practical Rateless Set Reconciliation</i>, SIGCOMM 2024).
 *
 * <p>An item is in the first symbol, and in the one at place i with a chance of 1 / (1 + i / 2), drawn from its check:
 * a few differences are found in the first few symbols, many in 1.35 symbols each.
 */
public final class Sketch {

    private static final int FEW = 16;
    private static final double UNIT = 0x1p-53;
    private static final int UNUSED_BITS = 11;

    /** Items, word by word; and for each of them the chance that was drawn last, and the place where it comes next. */
    private long[] origins = {};

    private long[] timestamps = {};
    private long[] checks = {};
    private byte[] signs = {};
    private long[] chances = {};
    private int[] places = {};
    private int items;

    private int made;

    /** How many symbols were made. */
    int made() {
        return made;
    }

    /** Takes part from the first symbol on. */
    public void add(CodedSymbol item) {
        add(item.origins(), item.watermarks(), item.checks(), item.count());
    }

    /** The same, word by word. */
    void add(long origin, long timestamp, long check) {
        add(origin, timestamp, check, 1);
    }

    /** An item that is taken away if its sign is -1. */
    void add(long origin, long timestamp, long check, int sign) {
        if (items == origins.length) {
            resize(Math.max(FEW, 2 * items));
        }
        origins[items] = origin;
        timestamps[items] = timestamp;
        checks[items] = check;
        signs[items] = (byte) sign;
        chances[items] = check;
        places[items] = 0;
        items++;
    }

    private void resize(int room) {
        origins = Arrays.copyOf(origins, room);
        timestamps = Arrays.copyOf(timestamps, room);
        checks = Arrays.copyOf(checks, room);
        signs = Arrays.copyOf(signs, room);
        chances = Arrays.copyOf(chances, room);
        places = Arrays.copyOf(places, room);
    }

    /** A uniform draw u makes a gap of (i + 3/2)(1 / sqrt(u) - 1), which gives that chance. */
    private void move(int item) {
        long chance = Hashing.mix(chances[item]);
        chances[item] = chance;
        double drawn = ((chance >>> UNUSED_BITS) + 1) * UNIT;
        double gap = Math.ceil((places[item] + 1.5) * (1 / Math.sqrt(drawn) - 1));
        places[item] = (int) Math.min(Integer.MAX_VALUE, places[item] + Math.max(1, gap));
    }

    /**
     * Takes part in the symbols that are to be made.
     *
     * @return in which of those that were made it would have been
     */
    List<Integer> addLate(CodedSymbol item) {
        add(item);
        List<Integer> missed = new ArrayList<>();
        for (int last = items - 1; places[last] < made; move(last)) {
            missed.add(places[last]);
        }
        return missed;
    }

    /** One pass over all items, however many symbols are made. */
    public List<CodedSymbol> next(int count) {
        long[] originSums = new long[count];
        long[] timestampSums = new long[count];
        long[] checkSums = new long[count];
        int[] counts = new int[count];
        for (int item = 0; item < items; item++) {
            for (int place = places[item] - made; place < count; place = places[item] - made) {
                originSums[place] ^= origins[item];
                timestampSums[place] ^= timestamps[item];
                checkSums[place] ^= checks[item];
                counts[place] += signs[item];
                move(item);
            }
        }
        made += count;
        List<CodedSymbol> symbols = new ArrayList<>(count);
        for (int place = 0; place < count; place++) {
            symbols.add(new CodedSymbol(originSums[place], timestampSums[place], checkSums[place], counts[place]));
        }
        return symbols;
    }
}
