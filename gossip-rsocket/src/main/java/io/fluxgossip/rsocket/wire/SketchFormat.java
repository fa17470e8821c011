package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.DigestResponse.Sketched;
import io.fluxgossip.protocol.message.Message.SketchRequest;
import io.fluxgossip.protocol.message.Message.StateSketchRequest;
import io.fluxgossip.protocol.message.Message.StateSymbols;
import io.fluxgossip.protocol.message.Message.Symbols;
import io.fluxgossip.protocol.message.SketchKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The beginning of a sketch, the request for more of it, and more of it. */
final class SketchFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int KEY = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int ALREADY = 3 << Tags.SHIFT | Tags.VARINT;

    private static final int FROM = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int SYMBOLS = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int LAST = 4 << Tags.SHIFT | Tags.VARINT;

    private static final int UP_TO = 3 << Tags.SHIFT | Tags.FIXED64;
    private static final int GC_WATERMARK = 5 << Tags.SHIFT | Tags.FIXED64;

    private static final int OFFERED_KEY = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int OFFERED_ORIGINS = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int OFFERED_SYMBOLS = 3 << Tags.SHIFT | Tags.LENGTH;

    private SketchFormat() {}

    static void writeOffer(Sketched sketched, Fields out) {
        SketchKeyFormat.write(OFFERED_KEY, sketched.key(), out);
        out.number(OFFERED_ORIGINS, sketched.origins());
        writeSymbols(OFFERED_SYMBOLS, sketched.symbols(), out);
    }

    static Function<String, Sketched> readOffer(FieldReader in) {
        SketchKey key = null;
        int origins = 0;
        List<CodedSymbol> symbols = List.of();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case OFFERED_KEY -> key = SketchKeyFormat.read(in);
                case OFFERED_ORIGINS -> origins = in.smallNumber("number of origins");
                case OFFERED_SYMBOLS -> symbols = readSymbols(in);
                default -> in.skip(tag);
            }
        }
        SketchKey under = in.required("key of a sketch", key);
        int of = origins;
        List<CodedSymbol> first = symbols;
        return topic -> new Sketched(topic, under, of, first, 0);
    }

    static void writeRequest(SketchRequest request, Fields out) {
        out.text(TOPIC, request.topic());
        SketchKeyFormat.write(KEY, request.key(), out);
        out.number(ALREADY, request.from());
    }

    static SketchRequest readRequest(FieldReader in) {
        String topic = null;
        SketchKey key = null;
        int from = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case KEY -> key = SketchKeyFormat.read(in);
                case ALREADY -> from = in.smallNumber("place of a symbol");
                default -> in.skip(tag);
            }
        }
        return new SketchRequest(in.required("topic", topic), in.required("key of a sketch", key), from);
    }

    static void writePiece(Symbols piece, Fields out) {
        writeStretch(piece.topic(), piece.from(), piece.symbols(), piece.last(), out);
    }

    static Symbols readPiece(FieldReader in) {
        Stretch stretch = readStretch(false, in);
        return new Symbols(stretch.topic(), stretch.from(), stretch.symbols(), stretch.last());
    }

    static void writeStateRequest(StateSketchRequest request, Fields out) {
        out.text(TOPIC, request.topic());
        SketchKeyFormat.write(KEY, request.key(), out);
        out.fixed(UP_TO, request.upTo());
    }

    static StateSketchRequest readStateRequest(FieldReader in) {
        String topic = null;
        SketchKey key = null;
        long upTo = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case KEY -> key = SketchKeyFormat.read(in);
                case UP_TO -> upTo = in.fixed("end of a state");
                default -> in.skip(tag);
            }
        }
        return new StateSketchRequest(in.required("topic", topic), in.required("key of a sketch", key), upTo);
    }

    static void writeStatePiece(StateSymbols piece, Fields out) {
        writeStretch(piece.topic(), piece.from(), piece.symbols(), piece.last(), out)
                .fixed(GC_WATERMARK, piece.gcWatermark());
    }

    static StateSymbols readStatePiece(FieldReader in) {
        Stretch stretch = readStretch(true, in);
        return new StateSymbols(
                stretch.topic(), stretch.from(), stretch.symbols(), stretch.last(), stretch.gcWatermark());
    }

    /** A stretch of either kind of sketch; only that of a state has a GC watermark. */
    private record Stretch(String topic, int from, List<CodedSymbol> symbols, boolean last, long gcWatermark) {}

    private static Fields writeStretch(String topic, int from, List<CodedSymbol> symbols, boolean last, Fields out) {
        out.text(TOPIC, topic).number(FROM, from);
        writeSymbols(SYMBOLS, symbols, out);
        return out.flag(LAST, last);
    }

    private static Stretch readStretch(boolean ofState, FieldReader in) {
        String topic = null;
        int from = 0;
        List<CodedSymbol> symbols = List.of();
        boolean last = false;
        long gcWatermark = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            if (ofState && tag == GC_WATERMARK) {
                gcWatermark = in.fixed("GC watermark of a state");
                continue;
            }
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case FROM -> from = in.smallNumber("place of a symbol");
                case SYMBOLS -> symbols = readSymbols(in);
                case LAST -> last = in.flag();
                default -> in.skip(tag);
            }
        }
        return new Stretch(in.required("topic", topic), from, symbols, last, gcWatermark);
    }

    /** Packed: three words and a count each, without anything between them. */
    private static void writeSymbols(int tag, List<CodedSymbol> symbols, Fields out) {
        Packed packed = new Packed(symbols.size() * Packed.SYMBOL_BYTES);
        for (CodedSymbol symbol : symbols) {
            packed.word(symbol.origins())
                    .word(symbol.watermarks())
                    .word(symbol.checks())
                    .count(symbol.count());
        }
        out.bytes(tag, packed.bytes());
    }

    private static List<CodedSymbol> readSymbols(FieldReader in) {
        Packed packed = Packed.read("symbols", Packed.SYMBOL_BYTES, in);
        List<CodedSymbol> symbols = new ArrayList<>();
        while (packed.hasMore()) {
            symbols.add(new CodedSymbol(packed.word(), packed.word(), packed.word(), packed.count()));
        }
        return symbols;
    }
}
