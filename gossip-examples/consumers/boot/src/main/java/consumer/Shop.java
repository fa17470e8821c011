package consumer;

import io.fluxgossip.Codec;
import io.fluxgossip.GossipNode;
import io.fluxgossip.Seeds;
import io.fluxgossip.Topic;
import io.fluxgossip.TopicSpec;
import io.fluxgossip.rsocket.RSocketGossip;
import java.time.Duration;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Says that it is there, and waits for another. Arguments: own name, own port, the other's name, the other's port. */
@SpringBootApplication
public class Shop {

    public static void main(String[] args) {
        SpringApplication.run(Shop.class, args).close();
    }

    @Bean
    CommandLineRunner opening() {
        return args -> {
            GossipNode node = RSocketGossip.node("shop")
                    .name(args[0])
                    .bind("127.0.0.1", Integer.parseInt(args[1]))
                    .seeds(Seeds.fixed("127.0.0.1:" + args[3]))
                    .startNow(Duration.ofSeconds(10));
            Topic<String, String> shops = node.topic(TopicSpec.of("shops", Codec.utf8(), Codec.utf8()));
            shops.put(args[0], "open").block();
            System.out.println(args[2] + " is " + shops.value(args[2]).blockFirst(Duration.ofSeconds(30)));
            node.leave().block();
        };
    }
}
