package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxgossip.model.Address;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seeds are fixed addresses or looked up, and a bad address is refused when it is given. */
class SeedsTest {

    @Test
    void aHostNameStandsForAllItsAddresses() {
        List<Address> found = Seeds.dns("localhost", 7_400).addresses().blockFirst(Duration.ofSeconds(30));
        assertThat(found).isNotEmpty().allMatch(address -> address.port() == 7_400);
        assertThat(found).extracting(Address::host).containsAnyOf("127.0.0.1", "0:0:0:0:0:0:0:1");
    }

    @Test
    void aPortIsNeeded() {
        assertThatThrownBy(() -> Seeds.dns("localhost", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Seeds.fixed("localhost:0")).isInstanceOf(IllegalArgumentException.class);
    }
}
