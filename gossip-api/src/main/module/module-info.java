/** Replicated state for reactive services, spread by gossip. The protocol core stays inside. */
module io.fluxgossip.api {
    requires transitive micrometer.core;
    requires transitive reactor.core;
    requires transitive org.reactivestreams;
    requires transitive org.jspecify;
    requires static tools.jackson.databind;

    exports io.fluxgossip;
    exports io.fluxgossip.model;
    exports io.fluxgossip.testing;
    exports io.fluxgossip.transport;
    // for transports, which carry messages
    exports io.fluxgossip.protocol.message;
}
