package io.fluxgossip.protocol;

import io.fluxgossip.model.NodeConfig;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.TopicConfig;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.AgreementTracker;
import io.fluxgossip.protocol.exchange.Answers;
import io.fluxgossip.protocol.exchange.CatchUpSources;
import io.fluxgossip.protocol.exchange.CatchUps;
import io.fluxgossip.protocol.exchange.Comparing;
import io.fluxgossip.protocol.exchange.Exchanges;
import io.fluxgossip.protocol.exchange.GracefulLeave;
import io.fluxgossip.protocol.exchange.Receiver;
import io.fluxgossip.protocol.exchange.Repairs;
import io.fluxgossip.protocol.exchange.Responses;
import io.fluxgossip.protocol.exchange.Rounds;
import io.fluxgossip.protocol.exchange.RunApplier;
import io.fluxgossip.protocol.exchange.SketchPulls;
import io.fluxgossip.protocol.exchange.StateStreams;
import io.fluxgossip.protocol.exchange.UrgentPulls;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.membership.Membership;
import io.fluxgossip.protocol.membership.PeerSelection;
import io.fluxgossip.protocol.membership.Peers;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.store.Replica;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.HybridClock;
import io.fluxgossip.protocol.turn.RttEstimator;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.List;
import java.util.random.RandomGenerator;

/** The parts of a core, put together: each is given those that it needs. */
final class CoreParts {

    private static final long FASTEST_ANSWER_MILLIS = 100;
    private static final long FIRST_ANSWER_MILLIS = 500;

    private final Turn turn;
    private final Peers peers;
    private final Membership membership;
    private final Topics topics;
    private final ConnectionPool links;
    private final Spreading spreading;
    private final Exchanges exchanges;
    private final UrgentPulls urgent;
    private final CatchUps catchUps;
    private final Answers answers;
    private final Receiver receiver;
    private final AgreementTracker agreement;
    private final GracefulLeave leave;
    private final LinkEvents linkEvents;
    private final LocalWrites writes;
    private final Modes modes;
    private final Timers timers;

    /** After which time a question is asked again, of someone else if the answer may still come. */
    private final RttEstimator answerTimes = new RttEstimator(FASTEST_ANSWER_MILLIS, FIRST_ANSWER_MILLIS);

    CoreParts(NodeConfig config, RandomGenerator random) {
        turn = new Turn(config, random);
        HybridClock clock = new HybridClock();
        peers = new Peers(config.self());
        PeerSelection selection = new PeerSelection(turn, peers);
        membership = new Membership(turn, peers, selection, new MemberVoice());
        topics = new Topics(turn);
        links = new ConnectionPool(turn, peers, membership, this::knownUpTo, this::needs);
        exchanges = new Exchanges(turn, peers, links, membership, answerTimes);
        CatchUpSources sources = new CatchUpSources();
        urgent = new UrgentPulls(turn, peers, topics, links, exchanges, sources, answerTimes);
        spreading = new Spreading(turn, peers, topics, links, urgent);
        catchUps = new CatchUps(turn, topics, links, urgent, sources);
        SketchPulls sketches = new SketchPulls(turn, topics, exchanges);
        Rounds rounds = new Rounds(turn, topics, links, membership, selection, exchanges, urgent, catchUps, spreading);
        RunApplier runs = new RunApplier(turn, clock, spreading, urgent, this::adoptMode);
        Repairs repairs = new Repairs(turn, exchanges, catchUps, runs);
        answers = new Answers(turn, topics, links, membership, spreading, rounds, repairs);
        receiver = receiver(rounds, sketches, repairs, runs);
        writes = new LocalWrites(turn, clock, spreading);
        agreement = new AgreementTracker(turn, links, exchanges);
        timers = new Timers(turn, topics, membership, links, spreading, urgent, rounds, agreement);
        linkEvents = new LinkEvents(
                turn, topics, membership, links, spreading, exchanges, rounds, catchUps, sketches, repairs);
        leave = new GracefulLeave(turn, topics, membership, links, urgent);
        TopicConfig builtIn = TopicConfig.of(Topic.MODES);
        Topic switched = add(builtIn, Replica.empty(builtIn, config.self()));
        modes = new Modes(turn, topics, links, spreading, rounds, writes, switched);
    }

    private Receiver receiver(Rounds rounds, SketchPulls sketches, Repairs repairs, RunApplier runs) {
        Comparing comparing = new Comparing(membership, spreading, catchUps, sketches, repairs);
        Responses responses = new Responses(turn.self(), topics, spreading, catchUps, comparing, repairs, runs);
        StateStreams streams = new StateStreams(turn, topics, spreading, catchUps, repairs, runs);
        return new Receiver(
                turn,
                topics,
                links,
                membership,
                spreading,
                exchanges,
                urgent,
                rounds,
                catchUps,
                sketches,
                comparing,
                responses,
                streams,
                repairs,
                runs);
    }

    private final class MemberVoice implements Membership.Voice {

        @Override
        public void contact(NodeId peer) {
            exchanges.contact(peer);
        }

        @Override
        public void reach(NodeId peer) {
            if (links.expect(peer).isUp()) {
                exchanges.contact(peer);
            }
        }

        @Override
        public void send(NodeId peer, Message.Notice notice) {
            spreading.send(peer, notice);
        }
    }

    /** Opens a topic. */
    Topic add(TopicConfig config, Replica replica) {
        Topic topic = new Topic(turn, peers, answerTimes, config, replica);
        topics.add(topic);
        return topic;
    }

    private long knownUpTo(String topic, NodeId origin) {
        return topics.get(topic).replica().knownUpTo(origin);
    }

    private List<List<NodeId>> needs() {
        return spreading.needs();
    }

    private void adoptMode(Update update) {
        modes.adopt(update);
    }

    Turn turn() {
        return turn;
    }

    Peers peers() {
        return peers;
    }

    Membership membership() {
        return membership;
    }

    Topics topics() {
        return topics;
    }

    ConnectionPool links() {
        return links;
    }

    Spreading spreading() {
        return spreading;
    }

    UrgentPulls urgent() {
        return urgent;
    }

    CatchUps catchUps() {
        return catchUps;
    }

    Answers answers() {
        return answers;
    }

    Receiver receiver() {
        return receiver;
    }

    AgreementTracker agreement() {
        return agreement;
    }

    GracefulLeave leave() {
        return leave;
    }

    LinkEvents linkEvents() {
        return linkEvents;
    }

    LocalWrites writes() {
        return writes;
    }

    Modes modes() {
        return modes;
    }

    Timers timers() {
        return timers;
    }
}
