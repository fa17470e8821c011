package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.DigestResponse.Differs;
import io.fluxgossip.protocol.message.DigestResponse.Diverged;
import io.fluxgossip.protocol.message.DigestResponse.Equal;
import io.fluxgossip.protocol.message.DigestResponse.Forgot;
import io.fluxgossip.protocol.message.DigestResponse.Found;
import io.fluxgossip.protocol.message.DigestResponse.Lacking;
import io.fluxgossip.protocol.message.DigestResponse.Listed;
import io.fluxgossip.protocol.message.DigestResponse.Sketched;
import io.fluxgossip.protocol.message.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Topic and one form of answer. */
final class DigestResponseFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int DIFFERS = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int DIVERGED = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int LACKING = 4 << Tags.SHIFT | Tags.LENGTH;

    private static final int EQUAL = 5 << Tags.SHIFT | Tags.LENGTH;

    private static final int FORGOT = 6 << Tags.SHIFT | Tags.LENGTH;

    private static final int FOUND = 7 << Tags.SHIFT | Tags.LENGTH;
    private static final int SKETCHED = 8 << Tags.SHIFT | Tags.LENGTH;

    private static final int LISTED = 9 << Tags.SHIFT | Tags.LENGTH;

    private static final int FOUND_RUNS = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int FOUND_MORE = 2 << Tags.SHIFT | Tags.VARINT;

    private static final int STATE = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int HOLDERS = 2 << Tags.SHIFT | Tags.LENGTH;

    private DigestResponseFormat() {}

    static void write(DigestResponse response, Fields out) {
        out.text(TOPIC, response.topic());
        response.read(new Forms(out));
    }

    private record Forms(Fields out) implements DigestResponse.Cases<Fields> {

        @Override
        public Fields differs(Differs differs) {
            return out.nested(DIFFERS, differs.digest(), DigestFormat::write);
        }

        @Override
        public Fields diverged(Diverged diverged) {
            return out.nested(DIVERGED, diverged, DigestResponseFormat::writeDiverged);
        }

        @Override
        public Fields equal(Equal equal) {
            return out.nested(EQUAL, equal, DigestResponseFormat::writeEqual);
        }

        @Override
        public Fields lacking(Lacking lacking) {
            return out.nested(LACKING, lacking, LackingFormat::write);
        }

        @Override
        public Fields forgot(Forgot forgot) {
            return out.nested(FORGOT, forgot, (nothing, fields) -> {});
        }

        @Override
        public Fields found(Found found) {
            return out.nested(FOUND, found, DigestResponseFormat::writeFound);
        }

        @Override
        public Fields sketched(Sketched sketched) {
            return out.nested(SKETCHED, sketched, SketchFormat::writeOffer);
        }

        @Override
        public Fields listed(Listed listed) {
            return out.nested(LISTED, listed, DigestResponseFormat::writeListed);
        }
    }

    static DigestResponse read(FieldReader in) {
        String topic = null;
        Function<String, DigestResponse> form = null;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case DIFFERS -> form = in.form(form, DigestFormat::read, Differs::new);
                case DIVERGED -> form = in.form(form, DigestResponseFormat::readDiverged, Diverged::new);
                case EQUAL -> form = in.form(form, DigestResponseFormat::readEqual, (name, equal) -> equal.apply(name));
                case FORGOT ->
                    form = in.form(form, DigestResponseFormat::readNothing, (name, nothing) -> new Forgot(name));
                case FOUND -> form = in.form(form, DigestResponseFormat::readFound, (name, found) -> found.apply(name));
                case SKETCHED ->
                    form = in.form(form, SketchFormat::readOffer, (name, sketched) -> sketched.apply(name));
                case LISTED ->
                    form = in.form(form, DigestResponseFormat::readListed, (name, listed) -> listed.apply(name));
                case LACKING -> form = in.form(form, LackingFormat::read, (name, content) -> content.of(name));
                default -> in.skip(tag);
            }
        }
        return in.required("form of digest response", form).apply(in.required("topic", topic));
    }

    private static void writeListed(Listed listed, Fields out) {
        HashedFormat.write(listed.key(), listed.held(), out);
    }

    private static Function<String, Listed> readListed(FieldReader in) {
        return HashedFormat.read(in, Listed::new);
    }

    private static void writeFound(Found found, Fields out) {
        RunFormat.writeAll(FOUND_RUNS, found.delta(), out);
        out.flag(FOUND_MORE, found.more());
    }

    private static Function<String, Found> readFound(FieldReader in) {
        List<Run> runs = new ArrayList<>();
        boolean more = false;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case FOUND_RUNS -> runs.add(in.nested(RunFormat::read));
                case FOUND_MORE -> more = in.flag();
                default -> in.skip(tag);
            }
        }
        Delta delta = new Delta(runs);
        boolean cut = more;
        return topic -> new Found(topic, delta, cut);
    }

    private static FieldReader readNothing(FieldReader in) {
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            in.skip(tag);
        }
        return in;
    }

    private static void writeEqual(Equal equal, Fields out) {
        AgreementViewFormat.write(HOLDERS, equal.holders(), out.fixed(STATE, equal.state()));
    }

    private static Function<String, Equal> readEqual(FieldReader in) {
        long state = 0;
        AgreementView holders = AgreementView.NONE;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case STATE -> state = in.hash();
                case HOLDERS -> holders = in.nested(AgreementViewFormat::read);
                default -> in.skip(tag);
            }
        }
        long of = state;
        AgreementView by = holders;
        return topic -> new Equal(topic, of, by);
    }

    private static void writeDiverged(Diverged diverged, Fields out) {
        out.fixed(STATE, diverged.state());
    }

    private static Long readDiverged(FieldReader in) {
        long state = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            if (tag == STATE) {
                state = in.hash();
            } else {
                in.skip(tag);
            }
        }
        return state;
    }
}
