package io.fluxgossip.rsocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which mixtures of Netty's parts a node refuses to start with. */
class NettyVersionsTest {

    @Test
    void partsOfOneLineFitTogether() {
        assertThat(NettyVersions.faultOf(Map.of(
                        "netty-buffer", "4.2.18.Final", "netty-common", "4.2.18.Final", "netty-handler", "4.2.19")))
                .isEmpty();
    }

    @Test
    void partsOfTwoLinesAreNamedWithTheirVersions() {
        assertThat(NettyVersions.faultOf(Map.of("netty-buffer", "4.1.117.Final", "netty-common", "4.2.18.Final")))
                .hasValueSatisfying(fault -> assertThat(fault)
                        .contains("netty-buffer 4.1.117.Final, netty-common 4.2.18.Final", "gossip-bom"));
    }

    @Test
    void aPartThatNoConnectionNeedsMayBeOlder() {
        assertThat(NettyVersions.faultOf(Map.of("netty-codec-redis", "4.1.90.Final", "netty-common", "4.2.18.Final")))
                .isEmpty();
    }

    @Test
    void whatTheBuildTestsWithFitsTogether() {
        NettyVersions.check();
    }
}
