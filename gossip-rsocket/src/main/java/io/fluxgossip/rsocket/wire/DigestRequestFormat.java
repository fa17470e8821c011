package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestRequest.Changed;
import io.fluxgossip.protocol.message.DigestRequest.Compare;
import io.fluxgossip.protocol.message.DigestRequest.Filter;
import io.fluxgossip.protocol.message.DigestRequest.Fragment;
import io.fluxgossip.protocol.message.DigestRequest.Full;
import io.fluxgossip.protocol.message.DigestRequest.Graft;
import io.fluxgossip.protocol.message.DigestRequest.Hashed;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.SketchKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Topic and one form of digest. */
final class DigestRequestFormat {

    private static final int TOPIC = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int COMPARE = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int FULL = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int FRAGMENT = 4 << Tags.SHIFT | Tags.LENGTH;

    private static final int GRAFT = 5 << Tags.SHIFT | Tags.LENGTH;

    private static final int STATE = 6 << Tags.SHIFT | Tags.FIXED64;

    private static final int HOLDERS = 7 << Tags.SHIFT | Tags.LENGTH;

    private static final int CHANGED = 8 << Tags.SHIFT | Tags.LENGTH;

    private static final int FILTER = 9 << Tags.SHIFT | Tags.LENGTH;
    private static final int HASHED = 10 << Tags.SHIFT | Tags.LENGTH;
    private static final int OUTRIGHT = 11 << Tags.SHIFT | Tags.VARINT;
    private static final int LISTING = 12 << Tags.SHIFT | Tags.LENGTH;

    private static final int WRITES = 13 << Tags.SHIFT | Tags.LENGTH;

    private static final int WRITES_KEY = 1 << Tags.SHIFT | Tags.LENGTH;
    private static final int WRITES_WANTED = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int WRITES_OFFERED = 3 << Tags.SHIFT | Tags.LENGTH;

    private static final int FILTER_SALT = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int FILTER_HASHES = 2 << Tags.SHIFT | Tags.VARINT;
    private static final int FILTER_BITS = 3 << Tags.SHIFT | Tags.LENGTH;
    private static final int FILTER_NOW = 4 << Tags.SHIFT | Tags.LENGTH;

    private static final int CHANGES_BASE = 1 << Tags.SHIFT | Tags.FIXED64;
    private static final int CHANGES = 2 << Tags.SHIFT | Tags.LENGTH;
    private static final int CHANGES_NOW = 3 << Tags.SHIFT | Tags.LENGTH;

    private DigestRequestFormat() {}

    static void write(DigestRequest request, Fields out) {
        out.text(TOPIC, request.topic());
        request.read(new Forms(out));
    }

    private record Forms(Fields out) implements DigestRequest.Cases<Fields> {

        @Override
        public Fields compare(Compare compare) {
            out.nested(COMPARE, compare.fingerprint(), FingerprintFormat::write);
            return AgreementViewFormat.write(HOLDERS, compare.holders(), out).flag(OUTRIGHT, compare.outright());
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
            return out.nested(CHANGED, changed, DigestRequestFormat::writeChanged);
        }

        @Override
        public Fields filter(Filter filter) {
            return out.nested(FILTER, filter, DigestRequestFormat::writeFilter);
        }

        @Override
        public Fields hashed(Hashed hashed) {
            return out.nested(HASHED, hashed, DigestRequestFormat::writeHashed);
        }

        @Override
        public Fields listing(DigestRequest.Listing listing) {
            return out.nested(LISTING, listing, DigestRequestFormat::writeListing);
        }

        @Override
        public Fields writes(DigestRequest.Writes writes) {
            return out.nested(WRITES, writes, DigestRequestFormat::writeWrites);
        }
    }

    private static void writeChanged(Changed changed, Fields out) {
        out.fixed(CHANGES_BASE, changed.base());
        DigestFormat.writeAll(CHANGES, changed.changes(), out);
        out.nested(CHANGES_NOW, changed.now(), FingerprintFormat::write);
    }

    private static Function<String, DigestRequest> readChanged(FieldReader in) {
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

    private static void writeFilter(Filter filter, Fields out) {
        out.fixed(FILTER_SALT, filter.salt())
                .number(FILTER_HASHES, filter.hashes())
                .bytes(FILTER_BITS, filter.bits())
                .nested(FILTER_NOW, filter.now(), FingerprintFormat::write);
    }

    private static Function<String, DigestRequest> readFilter(FieldReader in) {
        long salt = 0;
        int hashes = 0;
        Bytes bits = Bytes.EMPTY;
        Fingerprint now = Fingerprint.EMPTY;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case FILTER_SALT -> salt = in.hash();
                case FILTER_HASHES -> hashes = in.smallNumber("hashes of a filter");
                case FILTER_BITS -> bits = in.bytes();
                case FILTER_NOW -> now = in.nested(FingerprintFormat::read);
                default -> in.skip(tag);
            }
        }
        Filter filter = new Filter("", salt, hashes, bits, now);
        return topic -> new Filter(topic, filter.salt(), filter.hashes(), filter.bits(), filter.now());
    }

    private static void writeHashed(Hashed hashed, Fields out) {
        HashedFormat.write(hashed.key(), hashed.held(), out);
    }

    private static void writeListing(DigestRequest.Listing listing, Fields out) {
        HashedFormat.write(listing.key(), Collections.emptyNavigableMap(), out);
    }

    private static Function<String, Hashed> readHashed(FieldReader in) {
        return HashedFormat.read(in, Hashed::new);
    }

    private static Function<String, DigestRequest.Listing> readListing(FieldReader in) {
        return HashedFormat.read(in, (topic, key, none) -> new DigestRequest.Listing(topic, key));
    }

    private static void writeWrites(DigestRequest.Writes writes, Fields out) {
        SketchKeyFormat.write(WRITES_KEY, writes.key(), out);
        out.bytes(WRITES_WANTED, packed(writes.wanted())).bytes(WRITES_OFFERED, packed(writes.offered()));
    }

    private static Bytes packed(List<HashedVersion> versions) {
        Packed packed = new Packed(versions.size() * Packed.PAIR_BYTES);
        versions.forEach(version -> packed.word(version.origin()).word(version.timestamp()));
        return packed.bytes();
    }

    private static Function<String, DigestRequest> readWrites(FieldReader in) {
        SketchKey key = null;
        List<HashedVersion> wanted = List.of();
        List<HashedVersion> offered = List.of();
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case WRITES_KEY -> key = SketchKeyFormat.read(in);
                case WRITES_WANTED -> wanted = versions(in);
                case WRITES_OFFERED -> offered = versions(in);
                default -> in.skip(tag);
            }
        }
        DigestRequest.Writes writes =
                new DigestRequest.Writes("", in.required("key of a sketch", key), wanted, offered);
        return topic -> new DigestRequest.Writes(topic, writes.key(), writes.wanted(), writes.offered());
    }

    private static List<HashedVersion> versions(FieldReader in) {
        Packed packed = Packed.read("bytes of hashed versions", Packed.PAIR_BYTES, in);
        List<HashedVersion> versions = new ArrayList<>();
        while (packed.hasMore()) {
            versions.add(new HashedVersion(packed.word(), packed.word()));
        }
        return versions;
    }

    static DigestRequest read(FieldReader in) {
        String topic = null;
        Function<String, DigestRequest> form = null;
        long state = 0;
        boolean outright = false;
        AgreementView holders = AgreementView.NONE;
        for (int tag = in.tag(); tag != Tags.END; tag = in.tag()) {
            switch (tag) {
                case TOPIC -> topic = in.topic();
                case COMPARE -> form = in.form(form, FingerprintFormat::read, Compare::new);
                case FULL -> form = in.form(form, DigestFormat::read, (name, digest) -> new Full(name, digest, 0));
                case STATE -> state = in.hash();
                case HOLDERS -> holders = in.nested(AgreementViewFormat::read);
                case FRAGMENT -> form = in.form(form, DigestFormat::read, Fragment::new);
                case CHANGED ->
                    form = in.form(form, DigestRequestFormat::readChanged, (name, changed) -> changed.apply(name));
                case FILTER ->
                    form = in.form(form, DigestRequestFormat::readFilter, (name, filter) -> filter.apply(name));
                case HASHED ->
                    form = in.form(form, DigestRequestFormat::readHashed, (name, hashed) -> hashed.apply(name));
                case LISTING ->
                    form = in.form(form, DigestRequestFormat::readListing, (name, listing) -> listing.apply(name));
                case WRITES ->
                    form = in.form(form, DigestRequestFormat::readWrites, (name, writes) -> writes.apply(name));
                case OUTRIGHT -> outright = in.flag();
                case GRAFT -> form = in.form(form, DigestFormat::read, Graft::new);
                default -> in.skip(tag);
            }
        }
        DigestRequest request = in.required("form of digest request", form).apply(in.required("topic", topic));
        if (request instanceof Compare compare) {
            return new Compare(compare.topic(), compare.fingerprint(), outright, holders);
        }
        return request instanceof Full full ? new Full(full.topic(), full.digest(), state) : request;
    }
}
