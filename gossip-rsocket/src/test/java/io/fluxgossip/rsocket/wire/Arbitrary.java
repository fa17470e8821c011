package io.fluxgossip.rsocket.wire;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Lease;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.Beat;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.DormantTombstone;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.protocol.message.Summary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Any value of the model, the extremes more often than their share. */
final class Arbitrary {

    private static final int FEW = 4;

    private static final int[] CHARACTERS = {
        'a', 'z', '-', '0', 0x20, 0x7E, 0xE9, 0x7FF, 0x20AC, 0xFFFD, 0xFFFF, 0x1F600
    };

    private final SplittableRandom random;

    Arbitrary(SplittableRandom random) {
        this.random = random;
    }

    boolean flag() {
        return random.nextBoolean();
    }

    <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(FEW); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    int hops() {
        return smallNumber();
    }

    private int smallNumber() {
        return random.nextInt(3) == 0 ? random.nextInt(1, Integer.MAX_VALUE) : random.nextInt(3);
    }

    DigestRequest request() {
        return switch (random.nextInt(9)) {
            case 8 -> new DigestRequest.Writes(topic(), key(), versions(), versions());
            case 7 -> new DigestRequest.Listing(topic(), key());
            case 6 -> new DigestRequest.Hashed(topic(), key(), hashed());
            case 5 ->
                new DigestRequest.Filter(
                        topic(),
                        random.nextLong(),
                        1 + random.nextInt(DigestRequest.Filter.MAX_HASHES),
                        bytes(),
                        fingerprint());
            case 4 -> new DigestRequest.Changed(topic(), random.nextLong(), digest(), fingerprint());
            case 0 -> new DigestRequest.Compare(topic(), fingerprint(), flag(), holders());
            case 1 -> new DigestRequest.Full(topic(), digest(), random.nextLong());
            case 2 -> new DigestRequest.Graft(topic(), digest());
            default -> new DigestRequest.Fragment(topic(), digest());
        };
    }

    DigestResponse response() {
        return switch (random.nextInt(8)) {
            case 7 -> new DigestResponse.Listed(topic(), key(), hashed(), state());
            case 6 -> new DigestResponse.Sketched(topic(), key(), smallNumber(), symbols(), state());
            case 5 -> new DigestResponse.Found(topic(), delta(), flag());
            case 4 -> new DigestResponse.Forgot(topic());
            case 2 -> new DigestResponse.Equal(topic(), random.nextLong(), holders());
            case 0 -> new DigestResponse.Differs(topic(), digest(), state());
            case 1 -> new DigestResponse.Diverged(topic(), state());
            default -> new DigestResponse.Lacking(topic(), delta(), flag(), digest());
        };
    }

    SketchKey key() {
        return new SketchKey(random.nextLong(), flag() ? 0 : random.nextLong());
    }

    List<CodedSymbol> symbols() {
        return list(() -> new CodedSymbol(random.nextLong(), random.nextLong(), random.nextLong(), random.nextInt()));
    }

    int place() {
        return smallNumber();
    }

    private NavigableMap<Long, Long> hashed() {
        NavigableMap<Long, Long> hashed = new TreeMap<>();
        list(random::nextLong).forEach(hash -> hashed.put(hash, number()));
        return hashed;
    }

    private int state() {
        return flag() ? 0 : random.nextInt();
    }

    private List<HashedVersion> versions() {
        return list(() -> new HashedVersion(random.nextLong(), Math.max(1, number())));
    }

    private AgreementView holders() {
        return switch (random.nextInt(3)) {
            case 0 -> AgreementView.NONE;
            case 1 -> AgreementView.all(random.nextLong(), random.nextInt(AgreementView.MAX_INTEREST + 1));
            default ->
                new AgreementView(random.nextLong(), random.nextInt(AgreementView.MAX_INTEREST + 1), false, bytes());
        };
    }

    long gcWatermark() {
        return flag() ? 0 : number();
    }

    Summary summary() {
        return flag() ? Summary.NONE : new Summary(number(), random.nextLong());
    }

    Hello hello() {
        int protocol = random.nextInt(4) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(300);
        NodeId speaker = origin();
        return new Hello(text(0, 255), protocol, memberState(speaker, speaker));
    }

    PiggybackedUpdates memberUpdates() {
        return flag()
                ? PiggybackedUpdates.NONE
                : new PiggybackedUpdates(
                        flag() ? 0 : random.nextLong(), smallNumber(), list(this::memberState), list(this::beat));
    }

    private Beat beat() {
        return new Beat(origin(), Math.max(1, number()));
    }

    private MemberState memberState() {
        NodeId member = origin();
        return memberState(member, judge(member));
    }

    private MemberState memberState(NodeId member, NodeId by) {
        MemberStatus[] states = MemberStatus.values();
        MemberStatus state = states[random.nextInt(states.length)];
        return new MemberState(member, number(), state, by, text(0, MemberState.MAX_ADDRESS_BYTES), tags());
    }

    /** Now and then another life of the member. */
    private NodeId judge(NodeId member) {
        return switch (random.nextInt(4)) {
            case 0 -> origin();
            case 1 -> new NodeId(member.name(), number());
            default -> member;
        };
    }

    private Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        if (random.nextInt(8) == 0) {
            String key = text(0, 255);
            int left = MemberState.MAX_TAG_BYTES - key.getBytes(StandardCharsets.UTF_8).length;
            tags.put(key, text(left, left));
        } else if (flag()) {
            list(() -> text(0, 170)).forEach(key -> tags.put(key, text(0, 170)));
        }
        return tags;
    }

    Fingerprint fingerprint() {
        return random.nextInt(4) == 0 ? Fingerprint.EMPTY : new Fingerprint(random.nextLong(), random.nextLong());
    }

    Digest digest() {
        TreeMap<NodeId, Long> watermarks = new TreeMap<>();
        list(this::origin).forEach(origin -> watermarks.put(origin, number()));
        return new Digest(watermarks);
    }

    Delta delta() {
        List<Run> runs = new ArrayList<>();
        for (NodeId origin : new TreeSet<>(list(this::origin))) {
            Run run = run(origin, number());
            runs.add(run);
            if (flag()) {
                runs.add(run(origin, later(run.upTo())));
            }
        }
        return new Delta(runs);
    }

    private Run run(NodeId origin, long after) {
        List<Entry> entries = new ArrayList<>();
        long last = after;
        for (int i = random.nextInt(FEW); i > 0 && last < Long.MAX_VALUE; i--) {
            last = Math.max(last + 1, later(last));
            entries.add(new Entry(bytes(), value(), last, origin, lease()));
        }
        long upTo = flag() ? last : later(last);
        return new Run(origin, after, upTo, entries, deleted(after, upTo), gcWatermark());
    }

    private @Nullable Lease lease() {
        long ttl = number();
        return flag() || ttl == 0 ? null : new Lease(ttl, flag() ? ttl : random.nextLong(ttl));
    }

    private List<DormantTombstone> deleted(long after, long upTo) {
        List<DormantTombstone> deleted = new ArrayList<>();
        long last = after;
        for (int i = random.nextInt(FEW); i > 0 && last < upTo; i--) {
            last = Math.min(upTo, Math.max(last + 1, later(last)));
            deleted.add(new DormantTombstone(random.nextLong(), last));
        }
        return deleted;
    }

    private long later(long timestamp) {
        return timestamp + Math.min(number(), Long.MAX_VALUE - timestamp);
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextInt(3);
            case 2 -> 1_790_000_000_000L << Version.COUNTER_BITS | random.nextInt(1 << Version.COUNTER_BITS);
            default -> random.nextLong() >>> (1 + random.nextInt(63));
        };
    }

    NodeId origin() {
        return new NodeId(text(1, NodeId.MAX_NAME_BYTES), number());
    }

    String topic() {
        return text(1, NodeId.MAX_NAME_BYTES);
    }

    /** @param max in bytes of UTF-8 */
    String text(int min, int max) {
        int length = length(min, max);
        StringBuilder text = new StringBuilder();
        boolean ascii = random.nextInt(3) > 0;
        for (int left = length; left > 0; ) {
            String next = Character.toString(
                    ascii ? 'a' + random.nextInt(26) : CHARACTERS[random.nextInt(CHARACTERS.length)]);
            int size = next.getBytes(StandardCharsets.UTF_8).length;
            text.append(size <= left ? next : "a");
            left -= size <= left ? size : 1;
        }
        return text.toString();
    }

    private int length(int min, int max) {
        return switch (random.nextInt(16)) {
            case 0 -> max;
            case 1, 2 -> random.nextInt(min, max + 1);
            default -> random.nextInt(min, Math.max(min + 1, 12));
        };
    }

    private @Nullable Bytes value() {
        return random.nextInt(4) == 0 ? null : bytes();
    }

    private Bytes bytes() {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(random.nextInt(16) == 0 ? 300 : 12)];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
