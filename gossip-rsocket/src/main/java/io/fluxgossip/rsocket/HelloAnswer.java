package io.fluxgossip.rsocket;

import io.fluxgossip.model.ConnectionRefusedException;
import io.fluxgossip.protocol.message.Hello;
import io.fluxgossip.rsocket.wire.Frame;

/**
 * Reads the hello of the peer out of its answer to ours, for any transport that carries these frames. Fails with a
 * {@link ConnectionRefusedException} that says why if either side refuses the other.
 */
public record HelloAnswer(Hello own) implements Frame.Cases<Hello> {

    @Override
    public Hello welcome(Frame.Welcome welcome) {
        own.refusalOf(welcome.hello()).ifPresent(reason -> {
            throw new ConnectionRefusedException(reason);
        });
        return welcome.hello();
    }

    @Override
    public Hello refusal(Frame.Refusal refusal) {
        throw new ConnectionRefusedException("the other side says: " + refusal.reason());
    }

    @Override
    public Hello tell(Frame.Tell tell) {
        throw new ConnectionRefusedException("it answered a hello with something else");
    }

    @Override
    public Hello greeting(Frame.Greeting greeting) {
        throw new ConnectionRefusedException("it answered a hello with a hello of its own");
    }

    @Override
    public Hello unknown(Frame.Unknown unknown) {
        throw new ConnectionRefusedException("it answered a hello with a message of kind " + unknown.fieldNumber()
                + ", which this version does not know");
    }
}
