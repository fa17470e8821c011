package io.fluxgossip.examples.cli;

import io.fluxgossip.simulation.Convergence;
import io.fluxgossip.simulation.Convergence.Spread;
import io.fluxgossip.simulation.LogisticModel;
import io.fluxgossip.simulation.LogisticModel.Point;
import io.fluxgossip.simulation.MessageKind;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code simulate --json} prints. Times are in milliseconds; nothing of the machine is in it. */
final class ConvergenceJson {

    private static final double DIGITS = 1e6;

    private ConvergenceJson() {}

    static ObjectNode of(ObjectNode parameters, Convergence convergence, LogisticModel model) {
        ObjectNode out = object();
        out.set("parameters", parameters);
        out.put("runs", convergence.runs()).put("complete", rounded(convergence.complete()));
        out.set("time", spread(convergence.time()));
        out.set("rounds", spread(convergence.rounds()));
        out.set("meanReception", spread(convergence.meanReception()));
        out.set("reception", spread(convergence.receptions()));
        out.put("residue", rounded(convergence.residue()));
        out.set("messages", byKind(convergence.messages()));
        out.put("messagesPerUpdate", rounded(convergence.messagesPerUpdate()));
        out.put("payloads", rounded(convergence.payloads()))
                .put("duplicates", rounded(convergence.duplicates()))
                .put("rmr", rounded(convergence.redundancy()));
        out.set("hops", spread(convergence.hops()));
        out.set("bytes", byKind(convergence.bytes()));
        out.set("curve", points(convergence.curve()));
        out.set("model", points(model.curve()));
        return out;
    }

    private static ObjectNode spread(Spread spread) {
        return object().put("mean", rounded(spread.mean()))
                .put("p50", rounded(spread.p50()))
                .put("p90", rounded(spread.p90()))
                .put("p99", rounded(spread.p99()))
                .put("max", rounded(spread.max()));
    }

    private static ObjectNode byKind(Map<MessageKind, Double> counts) {
        ObjectNode kinds = object();
        counts.forEach((kind, count) -> kinds.put(kind.toString(), rounded(count)));
        return kinds;
    }

    static ArrayNode points(List<Point> curve) {
        ArrayNode points = JsonNodeFactory.instance.arrayNode();
        curve.forEach(point ->
                points.add(object().put("t", rounded(point.millis())).put("coverage", rounded(point.coverage()))));
        return points;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static double rounded(double value) {
        return Math.round(value * DIGITS) / DIGITS;
    }
}
