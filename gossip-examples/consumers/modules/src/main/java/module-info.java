/** On the module path. */
module consumer {
    requires io.fluxgossip.api;
    requires io.fluxgossip.rsocket;
    requires reactor.core;
}
