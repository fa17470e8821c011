package io.fluxgossip.model;

/**
 * A host and a port at which a node can be reached.
 *
 * @param host a name or a literal address; IPv6 without brackets
 * @param port 0 to 65535; 0 only to bind, where it means any free port
 */
public record Address(String host, int port) {

    public Address {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an address must name a host, e.g. 10.0.0.7:7400");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port must be 0 to 65535, was " + port);
        }
    }

    /** Reads {@code host:port} or {@code [ipv6]:port}. */
    public static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + text + "' is ambiguous; write IPv6 as [::1]:7400");
        }
        try {
            return new Address(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an address; it must be host:port with a port of 0 to 65535", unreadable);
        }
    }

    /** Whether this names every interface of a machine, and so no machine. */
    public boolean isUnspecified() {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
