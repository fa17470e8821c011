package io.fluxgossip.rsocket.wire;

import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.protocol.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The content of one frame. A closed family: a new kind does not compile until every reader handles it. */
public sealed interface Frame {

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R tell(Tell tell);

        R greeting(Greeting greeting);

        R welcome(Welcome welcome);

        R refusal(Refusal refusal);

        R unknown(Unknown unknown);
    }

    /** A message from core to core. */
    record Tell(Message message) implements Frame {
        public Tell {
            Objects.requireNonNull(message, "message");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.tell(this);
        }
    }

    /**
     * "This is me, who are you?" First on every link; answered by {@link Welcome} or {@link Refusal}.
     */
    record Greeting(Hello hello) implements Frame {
        public Greeting {
            Objects.requireNonNull(hello, "hello");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.greeting(this);
        }
    }

    /**
     * "And this is me."
     *
     * @param hello of the answering node
     */
    record Welcome(Hello hello) implements Frame {
        public Welcome {
            Objects.requireNonNull(hello, "hello");
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.welcome(this);
        }
    }

    /**
     * "No, because": the answer to any request that is not understood or not wanted.
     *
     * @param reason for people and logs; what is beyond {@value #MAX_REASON_BYTES} bytes of UTF-8 is cut off
     */
    record Refusal(String reason) implements Frame {

        /** The longest reason, in bytes of UTF-8. */
        public static final int MAX_REASON_BYTES = 1024;

        public Refusal {
            byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MAX_REASON_BYTES) {
                reason = new String(bytes, 0, Utf8.cut(bytes, MAX_REASON_BYTES), StandardCharsets.UTF_8);
            }
        }

        @Override
        public <R> R read(Cases<R> cases) {
            return cases.refusal(this);
        }
    }

    /**
     * A kind that this version of the protocol does not know: to be refused with a reason. It is read, never written.
     *
     * @param fieldNumber of the kind in the envelope
     */
    record Unknown(int fieldNumber) implements Frame {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.unknown(this);
        }
    }
}
