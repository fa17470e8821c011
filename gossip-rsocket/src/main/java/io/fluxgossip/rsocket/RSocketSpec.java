package io.fluxgossip.rsocket;

import io.fluxgossip.model.Address;
import java.time.Duration;
import java.util.Optional;

/**
 * How a node uses RSocket.
 *
 * @param bind where to listen
 * @param advertised what to tell others; the bound address if empty
 * @param maxMessageBytes the largest message, 128 KiB to 16 MiB; a larger one is refused on both sides
 * @param keepAlive how often a connection is tested
 * @param keepAliveTimeout how long a test may go unanswered before the connection is closed; 3 s or more
 * @param connectTimeout how long dialling, and the hello after it, may take
 */
public record RSocketSpec(
        Address bind,
        Optional<Address> advertised,
        int maxMessageBytes,
        Duration keepAlive,
        Duration keepAliveTimeout,
        Duration connectTimeout) {

    /**
     * Any free port on loopback, 1 MiB, a test every 30 s that may take 90 s, and 10 s to connect. Tests are all that
     * an idle connection sends, and what members owe each other is missed much sooner; so they are rare.
     */
    public static final RSocketSpec DEFAULT = new RSocketSpec(
            new Address("127.0.0.1", 0),
            Optional.empty(),
            1 << 20,
            Duration.ofSeconds(30),
            Duration.ofSeconds(90),
            Duration.ofSeconds(10));

    public RSocketSpec {
        if (maxMessageBytes < 128 << 10 || maxMessageBytes > 16 << 20) {
            throw new IllegalArgumentException(
                    "maxMessageBytes must be 131072 to 16777216, was " + maxMessageBytes + "; the default is 1 MiB");
        }
        if (keepAlive.isNegative() || keepAlive.isZero()) {
            throw new IllegalArgumentException("keepAlive must be positive, was " + keepAlive);
        }
        if (keepAliveTimeout.compareTo(Duration.ofSeconds(3)) < 0) {
            throw new IllegalArgumentException("keepAliveTimeout must be at least 3 s, was " + keepAliveTimeout
                    + "; shorter ones give false alarms when a machine stalls");
        }
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connectTimeout must be positive, was " + connectTimeout);
        }
    }

    public RSocketSpec withBind(Address address) {
        return new RSocketSpec(address, advertised, maxMessageBytes, keepAlive, keepAliveTimeout, connectTimeout);
    }

    public RSocketSpec withAdvertised(Address address) {
        if (address.isUnspecified() || address.port() == 0) {
            throw new IllegalArgumentException(
                    address + " cannot be advertised: others could not reach this node there");
        }
        return new RSocketSpec(
                bind, Optional.of(address), maxMessageBytes, keepAlive, keepAliveTimeout, connectTimeout);
    }

    public RSocketSpec withMaxMessageBytes(int bytes) {
        return new RSocketSpec(bind, advertised, bytes, keepAlive, keepAliveTimeout, connectTimeout);
    }

    public RSocketSpec withKeepAlive(Duration every, Duration timeout) {
        return new RSocketSpec(bind, advertised, maxMessageBytes, every, timeout, connectTimeout);
    }

    public RSocketSpec withConnectTimeout(Duration timeout) {
        return new RSocketSpec(bind, advertised, maxMessageBytes, keepAlive, keepAliveTimeout, timeout);
    }
}
