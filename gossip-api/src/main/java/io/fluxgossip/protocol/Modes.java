package io.fluxgossip.protocol;

import io.fluxgossip.model.Bytes;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.Mode;
import io.fluxgossip.model.Scope;
import io.fluxgossip.protocol.broadcast.Spreading;
import io.fluxgossip.protocol.exchange.Rounds;
import io.fluxgossip.protocol.link.ConnectionPool;
import io.fluxgossip.protocol.topic.Topic;
import io.fluxgossip.protocol.topic.Topics;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.PendingWrite;
import io.fluxgossip.protocol.turn.Turn;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes the modes of topics. What is switched for the whole cluster stands in a built-in topic, by topic name, so
 * that late joiners learn it and the last switch wins everywhere.
 */
final class Modes {

    private final Turn turn;
    private final Topics topics;
    private final ConnectionPool links;
    private final Spreading spreading;
    private final Rounds rounds;
    private final LocalWrites writes;
    private final Topic builtIn;

    Modes(
            Turn turn,
            Topics topics,
            ConnectionPool links,
            Spreading spreading,
            Rounds rounds,
            LocalWrites writes,
            Topic builtIn) {
        this.turn = turn;
        this.topics = topics;
        this.links = links;
        this.spreading = spreading;
        this.rounds = rounds;
        this.writes = writes;
        this.builtIn = builtIn;
        spreading.choose(builtIn);
    }

    /** A topic is opened: it begins in the mode that was decided for the cluster, or in its own. */
    void begin(Topic topic) {
        topic.switchTo(decided(topic.name()).orElse(topic.config().mode()));
        spreading.choose(topic);
        links.needsChanged();
        rounds.start(topic);
    }

    private Optional<Mode> decided(String name) {
        return Optional.ofNullable(builtIn.replica().get(Bytes.utf8(name))).flatMap(ModeText::read);
    }

    void switchTo(long now, Topic topic, Mode mode, Scope scope) {
        if (scope == Scope.CLUSTER) {
            PendingWrite write = new PendingWrite(Bytes.utf8(topic.name()), ModeText.write(mode), 0);
            writes.write(now, builtIn, List.of(write), new ArrayList<>(1));
        }
        adopt(topic, mode);
    }

    /** An entry of the built-in topic has come from another node. */
    void adopt(Update update) {
        Topic topic = topics.find(update.key().toUtf8());
        Entry entry = update.entry();
        if (topic != null && entry != null) {
            ModeText.read(entry).ifPresent(mode -> adopt(topic, mode));
        }
    }

    private void adopt(Topic topic, Mode mode) {
        Mode previous = topic.mode();
        if (!previous.equals(mode)) {
            boolean sameWay = topic.dissemination().equals(topic.disseminationIn(mode));
            topic.switchTo(mode);
            if (!sameWay) {
                spreading.choose(topic);
            }
            rounds.start(topic);
            links.needsChanged();
            turn.add(new Effect.Switched(topic.name(), mode, previous));
            turn.add(new Effect.WindowChanged(topic.name(), topic.windowMillis(true)));
        }
    }
}
