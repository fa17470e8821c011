/** Nodes over RSocket. */
module io.fluxgossip.rsocket {
    requires transitive io.fluxgossip.api;
    requires rsocket.core;
    requires rsocket.transport.netty;
    requires reactor.netty.core;
    requires org.slf4j;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.dns;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.resolver;
    requires io.netty.resolver.dns;
    requires io.netty.transport;
    // for Reactor Netty, which is an automatic module and cannot ask
    requires io.netty.handler.proxy;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;

    exports io.fluxgossip.rsocket;
}
