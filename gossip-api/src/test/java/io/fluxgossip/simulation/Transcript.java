package io.fluxgossip.simulation;

import io.fluxgossip.model.Digest;
import io.fluxgossip.model.Entry;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.model.Version;
import io.fluxgossip.protocol.message.Delta;
import io.fluxgossip.protocol.message.DigestRequest;
import io.fluxgossip.protocol.message.DigestResponse;
import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.protocol.message.Run;
import io.fluxgossip.protocol.turn.Effect;
import io.fluxgossip.protocol.turn.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes down who says what to whom, and what changes, a line each; times are milliseconds from its beginning. */
final class Transcript implements Observer {

    private final Simulation simulation;
    private final List<String> lines = new ArrayList<>();
    private long beginMillis;

    private Transcript(Simulation simulation) {
        this.simulation = simulation;
    }

    static Transcript of(Simulation simulation) {
        Transcript transcript = new Transcript(simulation);
        simulation.observe(transcript);
        return transcript;
    }

    /** Forgets what was so far. */
    void begin() {
        lines.clear();
        beginMillis = simulation.millis();
    }

    String text() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private void line(NodeId node, String text) {
        lines.add(String.format("%6d  %s %s", simulation.millis() - beginMillis, node.name(), text));
    }

    @Override
    public void wrote(NodeView node, String topic, Entry entry) {
        line(node.id(), "writes " + entry(entry));
    }

    @Override
    public void sent(NodeView from, NodeId to, Message message) {
        String text = message.read(new Text());
        line(from.id(), "-> " + to.name() + "  " + text);
    }

    @Override
    public void changed(NodeView node, Effect.Changed changed) {
        for (Update update : changed.updates()) {
            Entry entry = Objects.requireNonNull(update.entry());
            if (!entry.origin().equals(node.id())) {
                line(node.id(), "holds " + entry(entry));
            }
        }
    }

    private String entry(Entry entry) {
        String value = entry.value() == null ? " deleted" : "=" + entry.value().toUtf8();
        return entry.key().toUtf8() + value + " @" + time(entry.timestamp());
    }

    /** Milliseconds and, where there is one, the counter of a hybrid timestamp; - is before everything. */
    private String time(long timestamp) {
        if (timestamp == 0) {
            return "-";
        }
        long millis = (timestamp >> Version.COUNTER_BITS) - beginMillis;
        long counter = timestamp & ((1L << Version.COUNTER_BITS) - 1);
        return millis + (counter == 0 ? "" : "." + counter);
    }

    private String digest(Digest digest) {
        return digest.watermarks().entrySet().stream()
                .map(entry -> entry.getKey().name() + ":" + time(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private String delta(Delta delta) {
        return delta.runs().stream().map(this::run).collect(Collectors.joining("; "));
    }

    private String run(Run run) {
        String entries = run.entries().stream().map(this::entry).collect(Collectors.joining(", "));
        return run.origin().name() + " (" + time(run.after()) + ", " + time(run.upTo()) + "] " + entries;
    }

    private String names(Stream<String> parts) {
        String all = parts.collect(Collectors.joining(", "));
        return all.isEmpty() ? "nothing" : all;
    }

    private final class Text implements Message.Cases<String> {

        @Override
        public String push(Message.Push push) {
            return "push " + delta(push.delta());
        }

        @Override
        public String announce(Message.Announce announce) {
            return "announce " + digest(announce.held());
        }

        @Override
        public String prune(Message.Prune prune) {
            return "prune";
        }

        @Override
        public String pingReq(Message.PingReq pingReq) {
            return "ping-req " + pingReq.target().name();
        }

        @Override
        public String indirectAck(Message.IndirectAck indirectAck) {
            return "indirect ack " + indirectAck.target().name();
        }

        @Override
        public String exchange(Message.Exchange exchange) {
            String summed = exchange.summary().hash() == 0 ? "" : "summary, ";
            return "asks: " + summed + names(exchange.requests().stream().map(this::request));
        }

        private String request(DigestRequest request) {
            return name(request)
                    + (request instanceof DigestRequest.Graft graft ? " " + digest(graft.digest()) : "")
                    + (request instanceof DigestRequest.Full full ? " " + digest(full.digest()) : "")
                    + (request instanceof DigestRequest.Fragment part ? " " + digest(part.digest()) : "");
        }

        @Override
        public String answer(Message.Answer answer) {
            return (answer.differs() ? "answers that it differs: " : "answers: ")
                    + names(answer.responses().stream().map(this::response));
        }

        private String response(DigestResponse response) {
            return name(response)
                    + (response instanceof DigestResponse.Differs differs ? " " + digest(differs.digest()) : "")
                    + (response instanceof DigestResponse.Lacking lacking ? lacking(lacking) : "");
        }

        private String lacking(DigestResponse.Lacking lacking) {
            String wants = lacking.wants().watermarks().isEmpty() ? "" : ", wants " + digest(lacking.wants());
            return " " + delta(lacking.delta()) + wants;
        }

        private String name(Object part) {
            return part.getClass().getSimpleName();
        }

        @Override
        public String stateRequest(Message.StateRequest request) {
            return "requests state beyond " + digest(request.digest());
        }

        @Override
        public String state(Message.State state) {
            return (state.last() ? "last piece " : "piece ") + delta(state.delta());
        }

        @Override
        public String sketchRequest(Message.SketchRequest request) {
            return "requests symbols";
        }

        @Override
        public String stateSketchRequest(Message.StateSketchRequest request) {
            return "requests symbols of the state";
        }

        @Override
        public String stateSymbols(Message.StateSymbols symbols) {
            return symbols.symbols().size() + " symbols of the state";
        }

        @Override
        public String symbols(Message.Symbols symbols) {
            return symbols.symbols().size() + " symbols";
        }
    }
}
