package io.fluxgossip.rsocket.wire;

import com.google.protobuf.ByteString;
import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Fingerprint;
import io.fluxgossip.model.Lease;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.AgreementView;
import io.fluxgossip.protocol.message.Beat;
import io.fluxgossip.protocol.message.CodedSymbol;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.HashedVersion;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.MemberState;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.PiggybackedUpdates;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.message.SketchKey;
import io.fluxgossip.rsocket.wire.Frame.Greeting;
import io.fluxgossip.rsocket.wire.Frame.Refusal;
import io.fluxgossip.rsocket.wire.Frame.Tell;
import io.fluxgossip.rsocket.wire.Frame.Unknown;
import io.fluxgossip.rsocket.wire.Frame.Welcome;
import io.fluxgossip.rsocket.wire.proto.Proto;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/** The model in the classes that protoc makes from the public description: a second opinion on every byte. */
final class Generated {

    private Generated() {}

    static Proto.Envelope envelope(Frame frame) {
        return frame.read(new Kinds(Proto.Envelope.newBuilder())).build();
    }

    private record Kinds(Proto.Envelope.Builder out)
            implements Frame.Cases<Proto.Envelope.Builder>, Message.Cases<Proto.Envelope.Builder> {

        @Override
        public Proto.Envelope.Builder tell(Tell tell) {
            return tell.message().read(this);
        }

        @Override
        public Proto.Envelope.Builder push(Message.Push push) {
            return out.setPush(Proto.Push.newBuilder()
                    .setTopic(push.topic())
                    .addAllRuns(runs(push.delta()))
                    .setHops(push.hops()));
        }

        @Override
        public Proto.Envelope.Builder exchange(Message.Exchange exchange) {
            List<Proto.DigestRequest> requests =
                    exchange.requests().stream().map(Generated::request).toList();
            Proto.Exchange.Builder made = Proto.Exchange.newBuilder()
                    .addAllRequests(requests)
                    .setSummary(exchange.summary().hash())
                    .setInterval(exchange.summary().intervalMillis());
            return out.setExchange(
                    isNone(exchange.memberUpdates())
                            ? made
                            : made.setMemberUpdates(memberUpdates(exchange.memberUpdates())));
        }

        @Override
        public Proto.Envelope.Builder answer(Message.Answer answer) {
            List<Proto.DigestResponse> responses =
                    answer.responses().stream().map(Generated::response).toList();
            Proto.Answer.Builder made =
                    Proto.Answer.newBuilder().addAllResponses(responses).setDiffers(answer.differs());
            return out.setAnswer(
                    isNone(answer.memberUpdates())
                            ? made
                            : made.setMemberUpdates(memberUpdates(answer.memberUpdates())));
        }

        @Override
        public Proto.Envelope.Builder stateRequest(Message.StateRequest request) {
            return out.setStateRequest(Proto.StateRequest.newBuilder()
                    .setTopic(request.topic())
                    .addAllBeyond(watermarks(request.digest())));
        }

        @Override
        public Proto.Envelope.Builder state(Message.State state) {
            return out.setState(Proto.State.newBuilder()
                    .setTopic(state.topic())
                    .addAllRuns(runs(state.delta()))
                    .setLast(state.last())
                    .addAllBeyondGaps(runs(state.beyondGaps())));
        }

        @Override
        public Proto.Envelope.Builder sketchRequest(Message.SketchRequest request) {
            return out.setSketchRequest(Proto.SketchRequest.newBuilder()
                    .setTopic(request.topic())
                    .setKey(key(request.key()))
                    .setFrom(request.from()));
        }

        @Override
        public Proto.Envelope.Builder symbols(Message.Symbols symbols) {
            return out.setSymbols(Proto.Symbols.newBuilder()
                    .setTopic(symbols.topic())
                    .setFrom(symbols.from())
                    .setSymbols(packed(symbols.symbols()))
                    .setLast(symbols.last()));
        }

        @Override
        public Proto.Envelope.Builder stateSketchRequest(Message.StateSketchRequest request) {
            return out.setStateSketchRequest(Proto.StateSketchRequest.newBuilder()
                    .setTopic(request.topic())
                    .setKey(key(request.key()))
                    .setUpTo(request.upTo()));
        }

        @Override
        public Proto.Envelope.Builder stateSymbols(Message.StateSymbols symbols) {
            return out.setStateSymbols(Proto.StateSymbols.newBuilder()
                    .setTopic(symbols.topic())
                    .setFrom(symbols.from())
                    .setSymbols(packed(symbols.symbols()))
                    .setLast(symbols.last())
                    .setGcWatermark(symbols.gcWatermark()));
        }

        @Override
        public Proto.Envelope.Builder announce(Message.Announce announce) {
            return out.setAnnounce(Proto.Announce.newBuilder()
                    .setTopic(announce.topic())
                    .addAllHeld(watermarks(announce.held()))
                    .setHops(announce.hops()));
        }

        @Override
        public Proto.Envelope.Builder prune(Message.Prune prune) {
            return out.setPrune(Proto.Prune.newBuilder().setTopic(prune.topic()));
        }

        @Override
        public Proto.Envelope.Builder pingReq(Message.PingReq pingReq) {
            return out.setPingReq(target(pingReq.target()));
        }

        @Override
        public Proto.Envelope.Builder indirectAck(Message.IndirectAck indirectAck) {
            return out.setIndirectAck(target(indirectAck.target()));
        }

        @Override
        public Proto.Envelope.Builder greeting(Greeting greeting) {
            return out.setHello(hello(greeting.hello()));
        }

        @Override
        public Proto.Envelope.Builder welcome(Welcome welcome) {
            return out.setWelcome(hello(welcome.hello()));
        }

        @Override
        public Proto.Envelope.Builder refusal(Refusal refusal) {
            return out.setRefusal(Proto.Refusal.newBuilder().setReason(refusal.reason()));
        }

        @Override
        public Proto.Envelope.Builder unknown(Unknown unknown) {
            throw new IllegalArgumentException("kind " + unknown.fieldNumber());
        }
    }

    private static Proto.DigestRequest request(DigestRequest request) {
        Proto.DigestRequest.Builder out = Proto.DigestRequest.newBuilder().setTopic(request.topic());
        return request.read(new DigestRequest.Cases<Proto.DigestRequest.Builder>() {
                    @Override
                    public Proto.DigestRequest.Builder compare(DigestRequest.Compare compare) {
                        out.setCompare(fingerprint(compare.fingerprint())).setOutright(compare.outright());
                        return compare.holders().equals(AgreementView.NONE)
                                ? out
                                : out.setHolders(holders(compare.holders()));
                    }

                    @Override
                    public Proto.DigestRequest.Builder full(DigestRequest.Full full) {
                        return out.setFull(digest(full.digest())).setState(full.state());
                    }

                    @Override
                    public Proto.DigestRequest.Builder fragment(DigestRequest.Fragment fragment) {
                        return out.setFragment(digest(fragment.digest()));
                    }

                    @Override
                    public Proto.DigestRequest.Builder graft(DigestRequest.Graft graft) {
                        return out.setGraft(digest(graft.digest()));
                    }

                    @Override
                    public Proto.DigestRequest.Builder filter(DigestRequest.Filter filter) {
                        return out.setFilter(Proto.Filter.newBuilder()
                                .setSalt(filter.salt())
                                .setHashes(filter.hashes())
                                .setBits(bytes(filter.bits()))
                                .setNow(fingerprint(filter.now())));
                    }

                    @Override
                    public Proto.DigestRequest.Builder hashed(DigestRequest.Hashed hashed) {
                        return out.setHashed(Generated.hashed(hashed.key(), hashed.held()));
                    }

                    @Override
                    public Proto.DigestRequest.Builder listing(DigestRequest.Listing listing) {
                        return out.setListing(Generated.hashed(listing.key(), Map.of()));
                    }

                    @Override
                    public Proto.DigestRequest.Builder writes(DigestRequest.Writes writes) {
                        return out.setWrites(Proto.Writes.newBuilder()
                                .setKey(key(writes.key()))
                                .setWanted(versions(writes.wanted()))
                                .setOffered(versions(writes.offered())));
                    }

                    @Override
                    public Proto.DigestRequest.Builder changed(DigestRequest.Changed changed) {
                        return out.setChanged(Proto.Changed.newBuilder()
                                .setBase(changed.base())
                                .addAllChanges(watermarks(changed.changes()))
                                .setNow(fingerprint(changed.now())));
                    }
                })
                .build();
    }

    private static Proto.DigestResponse response(DigestResponse response) {
        Proto.DigestResponse.Builder out = Proto.DigestResponse.newBuilder().setTopic(response.topic());
        return response.read(new DigestResponse.Cases<Proto.DigestResponse.Builder>() {
                    @Override
                    public Proto.DigestResponse.Builder differs(DigestResponse.Differs differs) {
                        return state(differs.state()).setDiffers(digest(differs.digest()));
                    }

                    @Override
                    public Proto.DigestResponse.Builder diverged(DigestResponse.Diverged diverged) {
                        return state(diverged.state()).setDiverged(Proto.Nothing.newBuilder());
                    }

                    @Override
                    public Proto.DigestResponse.Builder equal(DigestResponse.Equal equal) {
                        Proto.Equal.Builder content = Proto.Equal.newBuilder().setState(equal.state());
                        return out.setEqual(
                                equal.holders().equals(AgreementView.NONE)
                                        ? content
                                        : content.setHolders(holders(equal.holders())));
                    }

                    @Override
                    public Proto.DigestResponse.Builder found(DigestResponse.Found found) {
                        return out.setFound(Proto.Found.newBuilder()
                                .addAllRuns(runs(found.delta()))
                                .setMore(found.more()));
                    }

                    @Override
                    public Proto.DigestResponse.Builder sketched(DigestResponse.Sketched sketched) {
                        return state(sketched.state())
                                .setSketched(Proto.Sketched.newBuilder()
                                        .setKey(key(sketched.key()))
                                        .setOrigins(sketched.origins())
                                        .setSymbols(packed(sketched.symbols())));
                    }

                    @Override
                    public Proto.DigestResponse.Builder listed(DigestResponse.Listed listed) {
                        return state(listed.state()).setListed(Generated.hashed(listed.key(), listed.held()));
                    }

                    private Proto.DigestResponse.Builder state(int state) {
                        return out.setState(Integer.toUnsignedLong(state));
                    }

                    @Override
                    public Proto.DigestResponse.Builder forgot(DigestResponse.Forgot forgot) {
                        return out.setForgot(Proto.Nothing.newBuilder());
                    }

                    @Override
                    public Proto.DigestResponse.Builder lacking(DigestResponse.Lacking lacking) {
                        return out.setLacking(Proto.Lacking.newBuilder()
                                .addAllRuns(runs(lacking.delta()))
                                .setMore(lacking.more())
                                .addAllWants(watermarks(lacking.wants())));
                    }
                })
                .build();
    }

    private static ByteString versions(List<HashedVersion> versions) {
        ByteBuffer packed = ByteBuffer.allocate(16 * versions.size()).order(ByteOrder.LITTLE_ENDIAN);
        versions.forEach(version -> packed.putLong(version.origin()).putLong(version.timestamp()));
        return ByteString.copyFrom(packed.flip());
    }

    private static Proto.Hashed hashed(SketchKey key, Map<Long, Long> held) {
        ByteBuffer packed = ByteBuffer.allocate(16 * held.size()).order(ByteOrder.LITTLE_ENDIAN);
        held.forEach((hash, watermark) -> packed.putLong(hash).putLong(watermark));
        return Proto.Hashed.newBuilder()
                .setKey(key(key))
                .setHeld(ByteString.copyFrom(packed.flip()))
                .build();
    }

    private static ByteString key(SketchKey key) {
        return ByteString.copyFrom(ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(key.first())
                .putLong(key.second())
                .flip());
    }

    private static ByteString packed(List<CodedSymbol> symbols) {
        ByteBuffer packed = ByteBuffer.allocate(28 * symbols.size()).order(ByteOrder.LITTLE_ENDIAN);
        symbols.forEach(symbol -> packed.putLong(symbol.origins())
                .putLong(symbol.watermarks())
                .putLong(symbol.checks())
                .putInt(symbol.count()));
        return ByteString.copyFrom(packed.flip());
    }

    private static Proto.AgreementView holders(AgreementView holders) {
        return Proto.AgreementView.newBuilder()
                .setRoster(holders.view())
                .setAll(holders.all())
                .setInterest(holders.interest())
                .setPlaces(ByteString.copyFrom(holders.places().toArray()))
                .build();
    }

    private static Proto.Target target(NodeId target) {
        return Proto.Target.newBuilder()
                .setName(target.name())
                .setGeneration(target.generation())
                .build();
    }

    private static boolean isNone(PiggybackedUpdates memberUpdates) {
        return memberUpdates.fingerprint() == 0
                && memberUpdates.size() == 0
                && memberUpdates.news().isEmpty()
                && memberUpdates.beats().isEmpty();
    }

    private static Proto.PiggybackedUpdates memberUpdates(PiggybackedUpdates memberUpdates) {
        return Proto.PiggybackedUpdates.newBuilder()
                .setFingerprint(memberUpdates.fingerprint())
                .setSize(memberUpdates.size())
                .addAllNews(memberUpdates.news().stream()
                        .map(Generated::memberState)
                        .toList())
                .addAllBeats(memberUpdates.beats().stream().map(Generated::beat).toList())
                .build();
    }

    private static Proto.Beat beat(Beat beat) {
        return Proto.Beat.newBuilder()
                .setName(beat.member().name())
                .setGeneration(beat.member().generation())
                .setCount(beat.count())
                .build();
    }

    private static Proto.MemberState memberState(MemberState memberState) {
        Proto.MemberState.Builder out = Proto.MemberState.newBuilder()
                .setName(memberState.member().name())
                .setGeneration(memberState.member().generation())
                .setIncarnation(memberState.incarnation())
                .setState(Proto.MemberState.State.valueOf(memberState.state().name()))
                .setAddress(memberState.address());
        if (!memberState.by().equals(memberState.member())) {
            out.setByName(memberState.by().name())
                    .setByGeneration(memberState.by().generation());
        }
        memberState
                .tags()
                .forEach((key, value) ->
                        out.addTags(Proto.Tag.newBuilder().setKey(key).setValue(value)));
        return out.build();
    }

    private static Proto.Hello hello(Hello hello) {
        return Proto.Hello.newBuilder()
                .setCluster(hello.cluster())
                .setProtocol(hello.protocol())
                .setSpeaker(memberState(hello.speaker()))
                .build();
    }

    private static Proto.Fingerprint fingerprint(Fingerprint fingerprint) {
        return Proto.Fingerprint.newBuilder()
                .setDigest(fingerprint.digest())
                .setState(fingerprint.state())
                .build();
    }

    private static Proto.Digest digest(Digest digest) {
        return Proto.Digest.newBuilder().addAllWatermarks(watermarks(digest)).build();
    }

    private static List<Proto.Watermark> watermarks(Digest digest) {
        return digest.watermarks().entrySet().stream()
                .map(watermark -> Proto.Watermark.newBuilder()
                        .setName(watermark.getKey().name())
                        .setGeneration(watermark.getKey().generation())
                        .setTimestamp(watermark.getValue())
                        .build())
                .toList();
    }

    private static List<Proto.Run> runs(Delta delta) {
        return delta.runs().stream().map(Generated::run).toList();
    }

    private static Proto.Run run(Run run) {
        Proto.Run.Builder out = Proto.Run.newBuilder()
                .setName(run.origin().name())
                .setGeneration(run.origin().generation())
                .setAfter(run.after())
                .setLength(run.upTo() - run.after());
        long last = run.after();
        for (Entry entry : run.entries()) {
            long timestamp = entry.timestamp();
            out.addEntries(entry(entry, timestamp - last));
            last = timestamp;
        }
        ByteBuffer packed = ByteBuffer.allocate(16 * run.deleted().size()).order(ByteOrder.LITTLE_ENDIAN);
        run.deleted().forEach(tombstone -> packed.putLong(tombstone.keyHash()).putLong(tombstone.timestamp()));
        return out.setDeleted(ByteString.copyFrom(packed.flip()))
                .setGcWatermark(run.gcWatermark())
                .build();
    }

    private static Proto.Entry entry(Entry entry, long step) {
        Proto.Entry.Builder out = Proto.Entry.newBuilder()
                .setKey(bytes(entry.key()))
                .setStep(step)
                .setTtl(entry.ttlMillis());
        Lease lease = entry.lease();
        if (lease != null) {
            out.setAge(lease.ttlMillis() - lease.endMillis());
        }
        if (entry.value() != null) {
            out.setValue(bytes(entry.value()));
        }
        return out.build();
    }

    private static ByteString bytes(Bytes bytes) {
        return ByteString.copyFrom(bytes.toArray());
    }
}
