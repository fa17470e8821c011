package io.fluxgossip.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests of Maelstrom, good and bad, each get the answer that its protocol asks for. */
class MaelstromRequestsTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "broadcast  | {'type':'echo','msg_id':7}                         | 10",
                "broadcast  | {'type':'add','element':1,'msg_id':7}              | 10",
                "g-set      | {'type':'broadcast','message':1,'msg_id':7}        | 10",
                "g-counter  | {'type':'remove','delta':1,'msg_id':7}             | 10",
                "broadcast  | {'type':'broadcast','msg_id':7}                    | 12",
                "broadcast  | {'type':'topology','msg_id':7}                     | 12",
                "broadcast  | {'type':'topology','topology':[1],'msg_id':7}      | 12",
                "broadcast  | {'type':5,'msg_id':7}                              | 12",
                "broadcast  | {'msg_id':7}                                       | 12",
                "g-set      | {'type':'add','delta':1,'msg_id':7}                 | 12",
                "g-counter  | {'type':'add','delta':-1,'msg_id':7}               | 12",
                "g-counter  | {'type':'add','delta':'1','msg_id':7}              | 12",
                "pn-counter | {'type':'add','delta':1.5,'msg_id':7}              | 12",
                "pn-counter | {'type':'add','msg_id':7}                          | 12",
                "broadcast  | {'type':'init','node_id':'n0','node_ids':['n0'],'msg_id':7} | 14"
            })
    void whatCannotBeDoneIsAnsweredWithMaelstromsCode(String workload, String body, int code) {
        VirtualMaelstrom cluster = new VirtualMaelstrom(1, Duration.ZERO, "--workload", workload).start();
        assertError(answer(cluster, body), code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'type':'read','msg_id':7}                                  | 11",
                "{'type':'topology','topology':{},'msg_id':7}                | 11",
                "{'type':'init','node_id':'n0','msg_id':7}                   | 12",
                "{'type':'init','node_id':'n0','node_ids':'n0','msg_id':7}   | 12",
                "{'type':'init','node_id':'','node_ids':[''],'msg_id':7}     | 12"
            })
    void aNodeThatDoesNotKnowWhoItIsSaysSo(String body, int code) {
        VirtualMaelstrom cluster = new VirtualMaelstrom(1, Duration.ZERO);
        assertError(answer(cluster, body), code);
        cluster.start();
        assertThat(cluster.read("n0").path("type").asString()).isEqualTo("read_ok");
    }

    private static void assertError(JsonNode answer, int code) {
        assertThat(answer.path("type").asString()).isEqualTo("error");
        assertThat(answer.path("code").asInt()).isEqualTo(code);
        assertThat(answer.path("in_reply_to").asInt()).isEqualTo(7);
        assertThat(answer.path("text").asString()).isNotBlank().hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{'src':'c1','dest':'n0','body':{'type':'read','msg_id':7}",
                "[1]",
                "{}",
                "{'src':'c1','body':{'type':'read','msg_id':7}}",
                "{'src':'c1','dest':'n0'}",
                "{'src':'c1','dest':'n0','body':[]}",
                "{'src':'c1','dest':'n0','body':{'type':'fly'}}",
                "{'src':'n9','dest':'n0','body':{'type':'gossip'}}",
                "{'src':'n9','dest':'n0','body':{'type':'gossip_ok','in_reply_to':1,'frame':'!'}}",
                "{'src':'n9','dest':'n0','body':{'type':'gossip_close','link':'x'}}"
            })
    void aLineThatNobodyCouldBeAnsweredIsLeftAlone(String line) {
        VirtualMaelstrom cluster = new VirtualMaelstrom(1, Duration.ZERO);
        assertThat(cluster.say("n0", json(line)))
                .allMatch(answer -> answer.path("type").asString().equals("gossip_close"));
        cluster.start();
        assertThat(cluster.say("n0", json(line)))
                .allMatch(answer -> answer.path("type").asString().equals("gossip_close"));
        assertThat(cluster.read("n0").path("type").asString()).isEqualTo("read_ok");
    }

    @Test
    void aQuestionOfAPeerThatCannotBeReadIsRefused() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(1, Duration.ZERO).start();
        String question = "{'src':'n9','dest':'n0','body':{'type':'gossip_ask','msg_id':3,'link':'x','frame':'!!'}}";
        assertThat(cluster.say("n0", json(question))).singleElement().satisfies(answer -> {
            assertThat(answer.path("type").asString()).isEqualTo("gossip_ok");
            assertThat(answer.path("in_reply_to").asInt()).isEqualTo(3);
        });
    }

    @Test
    void anyJsonCanBeBroadcastAndIsReadAsItWasWritten() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(1, Duration.ZERO).start();
        String[] elements = {
            "1",
            "'1'",
            "1.0",
            "0.10",
            "-3",
            "123456789012345678901234567890",
            "null",
            "true",
            "[1,[2]]",
            "{'a':1,'b':2}",
            "'é\u2028'"
        };
        for (String element : elements) {
            answer(cluster, "{'type':'broadcast','msg_id':7,'message':" + element + "}");
        }
        answer(cluster, "{'type':'broadcast','msg_id':7,'message':{'b':2,'a':1}}");
        answer(cluster, "{'type':'broadcast','msg_id':7,'message':'1'}");
        assertThat(cluster.say("n0", message("{'type':'read','msg_id':7}")))
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("messages")).hasSize(elements.length));
        assertThat(cluster.lastLine())
                .contains("123456789012345678901234567890", "0.10", "\"1\"", "{\"a\":1,\"b\":2}", "[1,[2]]");
    }

    @Test
    void theTopologyThatMaelstromProposesIsAcknowledged() {
        VirtualMaelstrom cluster = new VirtualMaelstrom(2, Duration.ZERO).start();
        JsonNode answer = answer(cluster, "{'type':'topology','msg_id':7,'topology':{'n0':['n1'],'n1':['n0']}}");
        assertThat(answer).isEqualTo(MAPPER.readTree(json("{'type':'topology_ok','in_reply_to':7}")));
    }

    private static JsonNode answer(VirtualMaelstrom cluster, String body) {
        return cluster.say("n0", message(body)).get(0);
    }

    private static String message(String body) {
        return json("{'id':1,'src':'c1','dest':'n0','body':" + body + "}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
