package io.fluxgossip.examples.maelstrom;

import io.fluxgossip.protocol.message.Message;
import io.fluxgossip.rsocket.wire.Frame;
import io.fluxgossip.transport.Transport;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Where letters to other nodes are written. */
final class Outbox {

    private final String self;
    private final FrameText frames;
    private final Transport.Traffic traffic;
    private final Consumer<Envelope> post;

    Outbox(String self, FrameText frames, Transport.Traffic traffic, Consumer<Envelope> post) {
        this.self = self;
        this.frames = frames;
        this.traffic = traffic;
        this.post = post;
    }

    /** One that is too large is counted; an exchange will say the same thing in other words. */
    void tell(String dest, String link, Message.Notice notice) {
        try {
            ObjectNode body = Json.object().put("frame", frames.write(new Frame.Tell(notice)));
            send(dest, Letter.Kind.NOTICE, body.put("link", link));
        } catch (UnansweredException tooLarge) {
            traffic.refused(tooLarge.getMessage());
        }
    }

    void ask(String dest, String link, long number, Frame question) {
        ObjectNode body = Json.object().put("msg_id", number).put("frame", frames.write(question));
        send(dest, Letter.Kind.QUESTION, body.put("link", link));
    }

    /** Asks for the next piece of the answer to an earlier question. */
    void askForMore(String dest, String link, long number, long question) {
        ObjectNode body = Json.object().put("msg_id", number).put("of", question);
        send(dest, Letter.Kind.MORE, body.put("link", link));
    }

    void answer(Letter question, Frame answer) {
        send(question.src(), Letter.Kind.ANSWER, answerTo(question).put("frame", sendable(answer)));
    }

    private String sendable(Frame answer) {
        try {
            return frames.write(answer);
        } catch (UnansweredException tooLarge) {
            traffic.refused(tooLarge.getMessage());
            return frames.write(new Frame.Refusal(tooLarge.getMessage()));
        }
    }

    /** There are no more pieces. */
    void answerThatAllIsSent(Letter question) {
        send(question.src(), Letter.Kind.ANSWER, answerTo(question));
    }

    private static ObjectNode answerTo(Letter question) {
        return Json.object().put("in_reply_to", question.number());
    }

    void close(String dest, String link) {
        send(dest, Letter.Kind.CLOSE, Json.object().put("link", link));
    }

    private void send(String dest, Letter.Kind kind, ObjectNode body) {
        post.accept(new Envelope(self, dest, body.put("type", kind.type())));
    }
}
