package consumer

import io.fluxgossip.Codec
import io.fluxgossip.Seeds
import io.fluxgossip.TopicSpec
import io.fluxgossip.rsocket.RSocketGossip
import java.time.Duration

/** Says that it is there, and waits for another. Arguments: own name, own port, the other's name, the other's port. */
object Shop {
    @JvmStatic
    fun main(args: Array<String>) {
        val node = RSocketGossip.node("shop")
            .name(args[0])
            .bind("127.0.0.1", args[1].toInt())
            .seeds(Seeds.fixed("127.0.0.1:" + args[3]))
            .startNow(Duration.ofSeconds(10))
        val shops = node.topic(TopicSpec.of("shops", Codec.utf8(), Codec.utf8()))
        shops.put(args[0], "open").block()
        println("${args[2]} is ${shops.value(args[2]).blockFirst(Duration.ofSeconds(30))}")
        node.leave().block()
    }
}
