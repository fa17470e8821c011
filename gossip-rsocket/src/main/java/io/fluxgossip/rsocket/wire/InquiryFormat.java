package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Holders;
import io.fluxgossip.model.Inquiry;
import io.fluxgossip.model.Inquiry.Changed;
import io.fluxgossip.model.Inquiry.Compare;
import io.fluxgossip.model.Inquiry.Fragment;
import io.fluxgossip.model.Inquiry.Full;
import io.fluxgossip.model.Inquiry.Graft;
import io.fluxgossip.model.NodeId;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Topic and one form of digest. */
final class InquiryFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int COMPARE = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int FULL = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int FRAGMENT = 4 << Tags.SHIFT | Tags.LENGTH;

    private static final int GRAFT = 5 << Tags.SHIFT | Tags.LENGTH;

    private static final int STATE = 6 << Tags.SHIFT | Tags.FIXED64;

    private static final int HOLDERS = 7 << Tags.SHIFT | Tags.LENGTH;

    private static final int CHANGED = 8 << Tags.SHIFT | Tags.LENGTH;

    private static final int CHANGES_BASE = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int CHANGES = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int CHANGES_NOW = 3 << Tags.SHIFT | Tags.LENGTH;

    private InquiryFormat() {}

    static void write(Inquiry inquiry, Fields out) {
        out.text(TOPIC, inquiry.topic());
        inquiry.read(new Forms(out));
    }

    private record Forms(Fields out) implements Inquiry.Cases<Fields> {

        @Override
        public Fields compare(Compare compare) {
            out.nested(COMPARE, compare.fingerprint(), FingerprintFormat::write);
            return HoldersFormat.write(HOLDERS, compare.holders(), out);
        }

        @Override
        public Fields full(Full full) {
            return out.nested(FULL, full.digest(), DigestFormat::write).fixed(STATE, full.state());
        }

        @Override
        public Fields fragment(Fragment fragment) {
            return out.nested(FRAGMENT, fragment.digest(), DigestFormat::write);
        }

        @Override
        public Fields graft(Graft graft) {
            return out.nested(GRAFT, graft.digest(), DigestFormat::write);
        }

        @Override
        public Fields changed(Changed changed) {
            return out.nested(CHANGED, changed, InquiryFormat::writeChanged);
        }
    }

    private static void writeChanged(Changed changed, Fields out) {
        out.fixed(CHANGES_BASE, changed.base());
        DigestFormat.writeAll(CHANGES, changed.changes(), out);
        out.nested(CHANGES_NOW, changed.now(), FingerprintFormat::write);
    }

    private static Function<String, Inquiry> readChanged(FieldReader in) {
        long base = 0;
        NavigableMap<NodeId, Long> changes = new TreeMap<>();
        Fingerprint now = Fingerprint.EMPTY;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case CHANGES_BASE -> base = in.hash();
                case CHANGES -> DigestFormat.readInto(changes, in);
                case CHANGES_NOW -> now = in.nested(FingerprintFormat::read);
                default -> in.skip(tag);
            }
        }
        long from = base;
        Digest digest = DigestFormat.digest(changes);
        Fingerprint to = now;
        return topic -> new Changed(topic, from, digest, to);
    }

    static Inquiry read(FieldReader in) {
        String topic = null;
        Function<String, Inquiry> form = null;
        long state = 0;
        Holders holders = Holders.NONE;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case COMPARE -> form = in.form(form, FingerprintFormat::read, Compare::new);
                case FULL -> form = in.form(form, DigestFormat::read, (name, digest) -> new Full(name, digest, 0));
                case STATE -> state = in.hash();
                case HOLDERS -> holders = in.nested(HoldersFormat::read);
                case FRAGMENT -> form = in.form(form, DigestFormat::read, Fragment::new);
                case CHANGED ->
                    form = in.form(form, InquiryFormat::readChanged, (name, changed) -> changed.apply(name));
                case GRAFT -> form = in.form(form, DigestFormat::read, Graft::new);
                default -> in.skip(tag);
            }
        }
        Inquiry inquiry = in.required("form of inquiry", form).apply(in.required("topic", topic));
        if (inquiry instanceof Compare compare) {
            return new Compare(compare.topic(), compare.fingerprint(), holders);
        }
        return inquiry instanceof Full full ? new Full(full.topic(), full.digest(), state) : inquiry;
    }
}
