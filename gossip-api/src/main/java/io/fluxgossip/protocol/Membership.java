package io.fluxgossip.protocol;

import io.fluxgossip.model.Beat;
import io.fluxgossip.model.Detection;
import io.fluxgossip.model.Message;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Roll;
import io.fluxgossip.model.Roster;
import io.fluxgossip.model.Standing;
import io.fluxgossip.model.Standing.State;
import io.fluxgossip.protocol.MemberTable.Known;
import io.fluxgossip.protocol.MemberTable.Step;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who is in the cluster: what is said of members spreads with exchanges and their answers, and every message is a sign of life
 * of its sender.
 *
 * <p>Membership follows SWIM with Lifeguard, with two departures. The first sign of a node that others tell of is not taken for
 * the node: it is dialled, and joins when it says hello, much as Cassandra waits for an echo. And what spreads by rumor is
 * backed by slices of the whole table, sent to whoever says that its table differs.
 */
final class Membership {

    /** Standings that one roll carries at most. */
    private static final int MAX_NEWS = 64;

    /** Standings of a slice of the table. */
    private static final int SLICE = 32;

    /** For how long it is remembered that a member's table differs. */
    private static final int DIFFERENCE_INTERVALS = 4;

    /** How often what is new is sent, for each doubling of the cluster. */
    private static final int SENDS_PER_DOUBLING = 3;

    /** A clock that has jumped so far says that this node was paused: it judges nobody by what it has missed. */
    private static final long PAUSE_MILLIS = 5_000;

    /** How many times as often a member is asked before it is taken to have failed as before it is suspected. */
    private static final int LAST_TRIES = 2;

    /** How much slower a node that finds itself slow may become: Lifeguard's local health multiplier. */
    private static final int MAX_SLOWNESS = 8;

    /** Nodes that others told of and that are being asked, at most. */
    private static final int MAX_STRANGERS = 1_024;

    private final NodeState node;
    private final Detection detection;
    private final MemberTable table;

    private final Heartbeats heartbeats;

    private volatile @Nullable Standing self;
    private @Nullable Voice voice;

    /** How often each news is still to be sent, by name of the member; this node's own name for itself. */
    private final Map<String, Integer> news = new LinkedHashMap<>();

    /** Members that were asked something and have not been heard since. */
    private final Map<NodeId, Probe> probes = new LinkedHashMap<>();

    /** Whom to tell when a member answers. */
    private final Map<NodeId, Set<NodeId>> vouchFor = new LinkedHashMap<>();

    /** Nodes that others told of, until they answer. */
    private final Map<NodeId, Standing> strangers = new LinkedHashMap<>();

    private String sliceFrom = "";
    private int slowness;
    private long lastProbe;
    private long lastTickMillis;
    private long askedMillis;
    private boolean suspicionArmed;
    private boolean rosterChanged;

    private static final class Probe {
        /** Whether what is suspected has failed if it does not answer. */
        final boolean last;

        /** A timer of an earlier probe does not count. */
        final long number;

        int tries;

        Probe(long number, boolean last) {
            this.number = number;
            this.last = last;
        }
    }

    /** How this node addresses others. */
    interface Voice {

        /** Asks a member something, whatever it is, so that it answers. */
        void contact(NodeId peer);

        /** Opens a connection, so that the peer says hello; asks it something if there is one. */
        void reach(NodeId peer);

        void say(NodeId peer, Message.Notice notice);
    }

    Membership(NodeState node) {
        this.node = node;
        this.detection = node.config.detection();
        this.table = new MemberTable(node.self());
        this.heartbeats = new Heartbeats(node, detection.interval().toMillis());
    }

    /** Whether this node keeps members itself; otherwise they are given from outside. */
    boolean isOn() {
        return self != null;
    }

    @Nullable
    Standing standing() {
        return self;
    }

    MemberTable table() {
        return table;
    }

    void join(Standing asMember, Voice speaking) {
        self = asMember;
        voice = speaking;
        lastTickMillis = node.nowMillis;
        spread(asMember.member().name());
        armTick(1 + node.random.nextLong(detection.interval().toMillis()));
    }

    /** What this node says of itself has changed. */
    void tag(Map<String, String> tags) {
        if (self != null) {
            self = self.tagged(tags);
            spread(self.member().name());
        }
    }

    /** From here on this node is gone for the others. */
    void leave() {
        if (self != null && self.state() != State.LEFT) {
            self = self.as(State.LEFT, self.member());
            spread(self.member().name());
            for (int i = 0; i < detection.indirect() && voice != null && !node.peers.isEmpty(); i++) {
                voice.contact(node.peers.get(node.random.nextInt(node.peers.size())));
            }
        }
    }

    String addressOf(NodeId member) {
        Known known = table.get(member);
        Standing stranger = strangers.get(member);
        return known != null ? known.standing.address() : stranger != null ? stranger.address() : "";
    }

    int slowness() {
        return slowness;
    }

    /** Those who have failed and may come back as they were. */
    List<NodeId> away() {
        return table.all().stream()
                .map(known -> known.standing)
                .filter(standing -> standing.state() == State.FAILED)
                .map(Standing::member)
                .toList();
    }

    // Signs of life

    /** Something came from this member itself: whoever asked this node to find out is told. */
    void heardFrom(NodeId peer) {
        probes.remove(peer);
        Set<NodeId> asking = vouchFor.remove(peer);
        if (asking != null) {
            asking.forEach(other -> tell(other, new Message.Vouch(peer)));
        }
        Known known = table.get(peer);
        if (known != null) {
            known.heardMillis = node.nowMillis;
        }
        heartbeats.sign(peer);
        reached(peer);
    }

    private void reached(NodeId peer) {
        Standing stranger = strangers.remove(peer);
        if (stranger != null) {
            accept(stranger);
        }
    }

    /** A peer says who it is, and joins if it is no member; returns whether nobody has told of it before. */
    boolean greeted(Standing said) {
        if (self == null) {
            return false;
        }
        NodeId peer = said.member();
        Known known = table.get(peer);
        boolean absent = known == null || !known.isPresent();
        boolean unheardOf = absent && !strangers.containsKey(peer);
        reached(peer);
        hear(peer, said);
        return unheardOf;
    }

    /** It has answered an exchange: this node is not slow. */
    void answered() {
        slowness = Math.max(0, slowness - 1);
    }

    /** A peer is asked something: an answer, or anything else that it says, is a sign of life. */
    void asked(NodeId peer) {
        askedMillis = node.nowMillis;
        Known known = table.get(peer);
        boolean mayProbe = self != null && known != null && known.isPresent() && !detection.byHeartbeats();
        if (mayProbe && !probes.containsKey(peer)) {
            Probe probe = new Probe(++lastProbe, false);
            probes.put(peer, probe);
            armLate(peer, probe);
        }
    }

    private long scaled(long millis) {
        return millis * (1 + slowness);
    }

    private void armLate(NodeId peer, Probe probe) {
        long delay = scaled(detection.timeout().toMillis());
        node.add(new Effect.Arm(new Timer.Late(peer, probe.number), delay));
    }

    /** A peer was to answer by now: it is asked again and through others, then suspected. */
    void late(NodeId peer, long number) {
        Probe probe = probes.get(peer);
        if (probe == null || probe.number != number) {
            return;
        }
        if (node.nowMillis - lastTickMillis
                > PAUSE_MILLIS + scaled(detection.interval().toMillis())) {
            probes.remove(peer);
        } else if (probe.tries < triesOf(probe)) {
            askAgain(peer, probe);
        } else {
            probes.remove(peer);
            slowness = Math.min(MAX_SLOWNESS, slowness + 1);
            judge(peer, probe);
        }
    }

    /** Everyone who takes a member to be suspected probes it for the last time, and each of them must be sure. */
    private int triesOf(Probe probe) {
        return probe.last ? LAST_TRIES * detection.tries() : detection.tries();
    }

    /** It could not even be connected: others are asked at once, and once. */
    void unreachable(NodeId peer) {
        strangers.remove(peer);
        Known known = table.get(peer);
        if (self != null && known != null && known.isPresent()) {
            Probe probe = probes.computeIfAbsent(peer, unknown -> new Probe(++lastProbe, false));
            if (probe.tries < triesOf(probe)) {
                probe.tries = triesOf(probe);
                askAgain(peer, probe);
            }
        }
    }

    /** What was to be said to a peer will not be, since it was not reached. */
    void gone(NodeId peer) {
        strangers.remove(peer);
        vouchFor.remove(peer);
    }

    /** Whether there is reason to reach this node although it is no member. */
    boolean knows(NodeId peer) {
        return strangers.containsKey(peer) || table.get(peer) != null;
    }

    /** A single message may have been lost: others are asked from the second time on. */
    private void askAgain(NodeId peer, Probe probe) {
        probe.tries++;
        Message.Probe question = new Message.Probe(peer);
        tell(peer, question);
        int others = probe.tries > 1 ? detection.indirect() : 0;
        for (int i = 0; i < others && node.peers.size() > 1; i++) {
            NodeId other = node.peers.get(node.random.nextInt(node.peers.size()));
            if (!other.equals(peer)) {
                tell(other, question);
            }
        }
        armLate(peer, probe);
    }

    private void judge(NodeId peer, Probe probe) {
        Known known = table.get(peer);
        if (known == null || !known.isPresent()) {
            return;
        }
        boolean suspected = known.standing.state() == State.SUSPECTED;
        if (suspected && probe.last) {
            take(known.standing.as(State.FAILED, node.self()));
        } else if (suspected) {
            confirm(known, known.standing.as(State.SUSPECTED, node.self()));
        } else {
            take(known.standing.as(State.SUSPECTED, node.self()));
        }
    }

    private void confirm(Known known, Standing said) {
        if (table.confirm(known, said, detection.confirmations())) {
            spread(said.member().name());
            armSuspicion();
        }
    }

    /**
     * Somebody gets no answer from a member and wants to know whether this node does. It asks the member, and judges nothing
     * by that: otherwise probes would beget probes.
     */
    void probe(NodeId asking, NodeId target) {
        Known known = table.get(target);
        if (target.equals(node.self())) {
            tell(asking, new Message.Vouch(target));
        }
        if (known == null || voice == null || vouchFor.size() >= MAX_STRANGERS) {
            return;
        }
        vouchFor.computeIfAbsent(target, unknown -> new LinkedHashSet<>()).add(asking);
        tell(target, new Message.Probe(target));
    }

    /** Somebody has just got an answer from a member. */
    void vouched(NodeId target) {
        probes.remove(target);
        Known known = table.get(target);
        if (known != null) {
            known.heardMillis = node.nowMillis;
        }
    }

    private void tell(NodeId peer, Message.Notice notice) {
        if (voice != null) {
            voice.say(peer, notice);
        }
    }

    // Rounds

    private void armTick(long delayMillis) {
        node.add(new Effect.Arm(new Timer.Probe(), delayMillis));
    }

    /** Once an interval: somebody is asked, unless a topic's round has done that; and somebody who has failed, now and then. */
    void tick() {
        if (self == null || voice == null) {
            return;
        }
        long interval = detection.interval().toMillis();
        if (node.nowMillis - lastTickMillis > PAUSE_MILLIS + scaled(interval)) {
            afterPause();
        }
        boolean idle = askedMillis <= lastTickMillis;
        lastTickMillis = node.nowMillis;
        forget();
        if (detection.byHeartbeats()) {
            heartbeats.beat();
            suspectTheSilent();
        }
        NodeId target = idle ? node.selection.next() : null;
        if (target != null) {
            voice.contact(target);
        }
        tryOneThatFailed();
        armTick(node.untilNextRound(scaled(interval)));
    }

    private void suspectTheSilent() {
        for (Known known : List.copyOf(table.all())) {
            Standing standing = known.standing;
            boolean silent = heartbeats.phi(standing.member()) >= detection.phi() * (1 + slowness);
            if (known.isPresent() && silent) {
                judgeSilent(known);
            }
        }
    }

    private void judgeSilent(Known known) {
        Standing suspected = known.standing.as(State.SUSPECTED, node.self());
        if (known.standing.state() == State.ALIVE) {
            take(suspected);
        } else {
            confirm(known, suspected);
        }
    }

    /** Whoever was waited for may have answered meanwhile. */
    private void afterPause() {
        heartbeats.afterPause();
        probes.clear();
        table.all().forEach(known -> known.sinceMillis = node.nowMillis);
    }

    /** So that two halves of a cluster find each other again; often when few are left to try, seldom when many are. */
    private void tryOneThatFailed() {
        List<NodeId> failed = new ArrayList<>();
        for (Known known : table.all()) {
            if (known.standing.state() == State.FAILED) {
                failed.add(known.standing.member());
            }
        }
        double chance = Math.min(1, 0.1 + 2.0 / (1 + table.present()));
        if (!failed.isEmpty() && voice != null && node.random.nextDouble() < chance) {
            voice.contact(failed.get(node.random.nextInt(failed.size())));
        }
    }

    private void forget() {
        long oldest = node.nowMillis - detection.forgetAfter().toMillis();
        for (Known known : List.copyOf(table.all())) {
            if (!known.isPresent() && known.sinceMillis <= oldest) {
                table.forget(known);
                node.add(new Effect.Forgotten(known.standing.member()));
            }
        }
    }

    // Rolls

    /** What to tell a peer with an exchange, or with the answer to one. */
    Roll roll(NodeId peer) {
        Standing me = self;
        if (me == null) {
            return Roll.NONE;
        }
        Map<String, Standing> told = new LinkedHashMap<>();
        Known known = table.get(peer);
        if (known == null || known.told != me.revision() || me.state() == State.LEFT) {
            told.put(me.member().name(), me);
        }
        if (known != null && known.standing.state() != State.ALIVE) {
            told.put(peer.name(), known.standing);
        }
        addNews(told);
        if (known == null || isSaidToDiffer(known)) {
            boolean isNew = known == null || known.told < 0;
            addSlice(told, isNew ? MAX_NEWS : SLICE);
        }
        List<Beat> beats = detection.byHeartbeats() ? heartbeats.tell() : List.of();
        return new Roll(fingerprint(me), table.present() + 1, List.copyOf(told.values()), beats);
    }

    /** What was said long ago says nothing: tables change. */
    private boolean isSaidToDiffer(Known known) {
        long memory = DIFFERENCE_INTERVALS * detection.interval().toMillis();
        return known.differsMillis > 0 && node.nowMillis - known.differsMillis <= memory;
    }

    private long fingerprint(Standing me) {
        return table.fingerprint() + (me.state() == State.LEFT ? 0 : MemberTable.hash(me));
    }

    /** What has been sent goes to the end, until it was sent often enough. */
    private void addNews(Map<String, Standing> told) {
        for (String name : List.copyOf(news.keySet())) {
            if (told.size() >= MAX_NEWS) {
                return;
            }
            Standing standing = standing(name);
            Integer sends = news.remove(name);
            if (standing != null && sends != null) {
                told.put(name, standing);
                if (sends > 1) {
                    news.put(name, sends - 1);
                }
            }
        }
    }

    /** A stretch of the table, the next one each time. */
    private void addSlice(Map<String, Standing> told, int count) {
        NavigableMap<String, Known> all = table.byName();
        Iterator<Map.Entry<String, Known>> rest =
                all.tailMap(sliceFrom, false).entrySet().iterator();
        for (int i = 0; i < Math.min(count, all.size()) && told.size() < MAX_NEWS; i++) {
            if (!rest.hasNext()) {
                rest = all.entrySet().iterator();
            }
            Map.Entry<String, Known> next = rest.next();
            sliceFrom = next.getKey();
            told.put(next.getKey(), withAnyAccuser(next.getValue()));
        }
    }

    @Nullable
    private Standing standing(String name) {
        if (name.equals(node.self().name())) {
            return self;
        }
        Known known = table.named(name);
        return known == null ? null : withAnyAccuser(known);
    }

    /** So that others come to know all who suspect a member. */
    private Standing withAnyAccuser(Known known) {
        if (known.standing.state() != State.SUSPECTED || known.accusers.size() < 2) {
            return known.standing;
        }
        List<NodeId> accusers = List.copyOf(known.accusers);
        return known.standing.as(State.SUSPECTED, accusers.get(node.random.nextInt(accusers.size())));
    }

    /** Takes in what a peer says of members. */
    void heard(NodeId peer, Roll roll) {
        if (self == null || roll.size() == 0) {
            return;
        }
        for (Standing said : roll.news()) {
            hear(peer, said);
        }
        heartbeats.heard(roll.beats());
        Known known = table.get(peer);
        Standing me = self;
        if (known != null && me != null) {
            known.differsMillis = roll.fingerprint() == fingerprint(me) ? 0 : node.nowMillis;
        }
    }

    /** The peer has answered, and so it has read what this node said of itself. */
    void toldOurselves(NodeId peer) {
        Known known = table.get(peer);
        if (known != null && self != null) {
            known.told = self.revision();
        }
    }

    private void hear(NodeId peer, Standing rumor) {
        Standing said = table.tempered(rumor);
        if (said.member().name().equals(node.self().name())) {
            hearOfSelf(peer, said);
            return;
        }
        Known known = table.named(said.member().name());
        boolean bySelf = said.member().equals(peer) && said.by().equals(peer);
        boolean absent =
                known == null || !known.isPresent() || !known.standing.member().equals(said.member());
        boolean newer = known == null || said.supersedes(known.standing);
        if (absent && newer && !bySelf && said.state() != State.LEFT) {
            meet(said);
        } else if (newer && !(known == null && said.state() == State.LEFT)) {
            accept(said);
        } else if (known != null) {
            confirm(known, said);
        }
    }

    /** A node that others tell of joins when it says hello. */
    private void meet(Standing said) {
        boolean gone = said.state() == State.FAILED;
        if (!gone && voice != null && strangers.size() < MAX_STRANGERS && !table.isFull()) {
            strangers.put(said.member(), said);
            voice.reach(said.member());
        }
    }

    private void accept(Standing said) {
        Known known = table.named(said.member().name());
        if (known == null && table.isFull()) {
            return;
        }
        if (known == null || said.supersedes(known.standing)) {
            take(said);
        }
    }

    private void take(Standing said) {
        Step step = table.merge(said, node.nowMillis);
        if (step == null) {
            return;
        }
        Standing now = step.member().standing;
        if (step.before() != null && !step.before().member().equals(now.member())) {
            heartbeats.forget(step.before().member());
        }
        if (now.isPresent() && detection.byHeartbeats()) {
            heartbeats.watch(now.member());
        } else {
            heartbeats.forget(now.member());
        }
        spread(now.member().name());
        if (now.state() == State.SUSPECTED) {
            armSuspicion();
        }
        rosterChanged |= step.before() == null
                || step.before().isPresent() != step.member().isPresent()
                || !step.before().member().equals(now.member());
        node.add(new Effect.MemberChanged(now, step.before()));
    }

    private void hearOfSelf(NodeId peer, Standing said) {
        Standing me = self;
        if (me == null || said.member().incarnation() < me.member().incarnation()) {
            return;
        }
        if (said.member().incarnation() > me.member().incarnation()) {
            node.add(new Effect.Refused(
                    peer,
                    "another node is called '" + me.member().name() + "' and was started later, " + said.member()
                            + "; names must be unique among nodes that are up"));
            return;
        }
        boolean wrong = said.state() != State.ALIVE && said.revision() >= me.revision() && me.state() != State.LEFT;
        if (wrong) {
            self = me.refuting(said.revision());
            slowness = Math.min(MAX_SLOWNESS, slowness + 1);
            spread(me.member().name());
        }
        Known known = table.get(peer);
        if (known != null && said.state() != State.ALIVE) {
            known.told = -1; // what it read was older than what this node says now
        }
    }

    private void spread(String name) {
        int doublings = 64 - Long.numberOfLeadingZeros(table.present() + 1L);
        news.remove(name);
        news.put(name, SENDS_PER_DOUBLING * doublings);
    }

    // Suspicion

    private void armSuspicion() {
        if (!suspicionArmed) {
            suspicionArmed = true;
            node.add(new Effect.Arm(
                    new Timer.Suspicion(), Math.max(1, detection.interval().toMillis() / 4)));
        }
    }

    /** Looks whose suspicion has lasted long enough. */
    void suspicion() {
        suspicionArmed = false;
        boolean more = false;
        for (Known known : List.copyOf(table.all())) {
            if (known.standing.state() != State.SUSPECTED) {
                continue;
            }
            more = true;
            known.sinceMillis = Math.max(known.sinceMillis, known.heardMillis);
            if (node.nowMillis - known.sinceMillis >= lasts(known)) {
                probeForTheLastTime(known.standing.member());
            }
        }
        if (more) {
            armSuspicion();
        }
    }

    /** Nobody is taken to have failed on what others say alone. */
    private void probeForTheLastTime(NodeId peer) {
        Probe probe = probes.get(peer);
        if (probe == null || !probe.last) {
            Probe last = new Probe(++lastProbe, true);
            probes.put(peer, last);
            askAgain(peer, last);
        }
    }

    private long lasts(Known suspected) {
        long shortest = detection.shortestSuspicionMillis(table.present() + 1);
        int needed = Math.min(detection.confirmations(), Math.max(0, table.present() - 1));
        int confirmed = suspected.accusers.size() - 1;
        return Detection.suspicionMillis(shortest, shortest * detection.patience(), Math.max(0, confirmed), needed);
    }

    /** At the end of an input: those who are there are the members of all topologies. */
    void settle() {
        if (rosterChanged) {
            rosterChanged = false;
            List<NodeId> all = table.presentIds();
            all.add(node.self());
            Roster roster = Roster.of(all);
            if (!roster.peersOf(node.self()).equals(node.peers)) {
                node.members(roster);
            }
        }
    }

    /** All standings, this node's own among them; for {@link GossipCore#standings}. */
    NavigableMap<String, Standing> standings() {
        NavigableMap<String, Standing> all = new TreeMap<>();
        table.byName().forEach((name, known) -> all.put(name, known.standing));
        if (self != null) {
            all.put(self.member().name(), self);
        }
        return all;
    }
}
