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

    private static final int COMPARABLE_STATE = 10 << Tags.SHIFT | Tags.VARINT;

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
            return state(differs.state(), out.nested(DIFFERS, differs.digest(), DigestFormat::write));
        }

        @Override
        public Fields diverged(Diverged diverged) {
            return state(diverged.state(), out.nested(DIVERGED, diverged, (nothing, fields) -> {}));
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
            return state(sketched.state(), out.nested(SKETCHED, sketched, SketchFormat::writeOffer));
        }

        @Override
        public Fields listed(Listed listed) {
            return state(listed.state(), out.nested(LISTED, listed, DigestResponseFormat::writeListed));
        }

        private static Fields state(int state, Fields behind) {
            return behind.number(COMPARABLE_STATE, Integer.toUnsignedLong(state));
        }
    }

    static DigestResponse read(FieldReader in) {
        String topic = null;
        Function<String, DigestResponse> form = null;
        long state = 0;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case DIFFERS ->
                    form = in.form(form, DigestFormat::read, (name, digest) -> new Differs(name, digest, 0));
                case DIVERGED ->
                    form = in.form(form, DigestResponseFormat::readNothing, (name, nothing) -> new Diverged(name, 0));
                case EQUAL -> form = in.form(form, DigestResponseFormat::readEqual, (name, equal) -> equal.apply(name));
                case FORGOT ->
                    form = in.form(form, DigestResponseFormat::readNothing, (name, nothing) -> new Forgot(name));
                case FOUND -> form = in.form(form, DigestResponseFormat::readFound, (name, found) -> found.apply(name));
                case SKETCHED ->
                    form = in.form(form, SketchFormat::readOffer, (name, sketched) -> sketched.apply(name));
                case LISTED ->
                    form = in.form(form, DigestResponseFormat::readListed, (name, listed) -> listed.apply(name));
                case LACKING -> form = in.form(form, LackingFormat::read, (name, content) -> content.of(name));
                case COMPARABLE_STATE -> state = in.number("state");
                default -> in.skip(tag);
            }
        }
        DigestResponse response = in.required("form of digest response", form).apply(in.required("topic", topic));
        return withState(response, (int) state);
    }

    private static DigestResponse withState(DigestResponse response, int state) {
        if (state == 0) {
            return response;
        }
        if (response instanceof Differs differs) {
            return new Differs(differs.topic(), differs.digest(), state);
        }
        if (response instanceof Diverged diverged) {
            return new Diverged(diverged.topic(), state);
        }
        if (response instanceof Sketched sketched) {
            return new Sketched(sketched.topic(), sketched.key(), sketched.origins(), sketched.symbols(), state);
        }
        return response instanceof Listed listed
                ? new Listed(listed.topic(), listed.key(), listed.held(), state)
                : response;
    }

    private static void writeListed(Listed listed, Fields out) {
        HashedFormat.write(listed.key(), listed.held(), out);
    }

    private static Function<String, Listed> readListed(FieldReader in) {
        return HashedFormat.read(in, (topic, key, held) -> new Listed(topic, key, held, 0));
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
}
