package io.fluxgossip.protocol.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fluxgossip.model.Detection;
import io.fluxgossip.model.MemberStatus;
import io.fluxgossip.model.NodeId;
import io.fluxgossip.protocol.message.MemberState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Member states merge by generation, incarnation and status, in whatever order they come. */
class MemberTableTest {

    private static final NodeId SELF = new NodeId("self", 1);
    private static final NodeId OTHER = new NodeId("other", 1);

    private final MemberTable table = new MemberTable(SELF);
    private final List<String> events = new ArrayList<>();

    private static MemberState memberState(String name, MemberStatus state, long incarnation, NodeId by) {
        NodeId member = new NodeId(name, 1);
        NodeId judge = state == MemberStatus.ALIVE ? member : by;
        return new MemberState(member, incarnation, state, judge, "", Map.of());
    }

    private void merge(MemberState... said) {
        for (MemberState one : said) {
            MemberTable.Step step = table.merge(one, 0);
            if (step != null) {
                MemberState now = step.member().memberState();
                events.add(now.member().name() + " " + (step.before() == null ? "joined" : now.state()));
            }
        }
    }

    private MemberTable.Known known(String name) {
        return Objects.requireNonNull(table.get(new NodeId(name, 1)));
    }

    private String state(String name) {
        MemberState memberState = known(name).memberState();
        return memberState.state() + "@" + memberState.incarnation();
    }

    @Test
    void laterRevisionsWinThenWorseStatesAndAFailureByHearsayIsASuspicion() {
        merge(
                memberState("t1", MemberStatus.SUSPECTED, 1, OTHER),
                memberState("t2", MemberStatus.ALIVE, 1, OTHER),
                memberState("t3", MemberStatus.ALIVE, 1, OTHER));
        events.clear();
        MemberState[] remote = {
            memberState("t1", MemberStatus.ALIVE, 2, OTHER),
            memberState("t2", MemberStatus.SUSPECTED, 1, OTHER),
            memberState("t3", MemberStatus.FAILED, 1, OTHER),
            memberState("t4", MemberStatus.ALIVE, 2, OTHER)
        };
        merge(remote);
        assertThat(List.of(state("t1"), state("t2"), state("t3"), state("t4")))
                .containsExactly("ALIVE@2", "SUSPECTED@1", "SUSPECTED@1", "ALIVE@2");
        assertThat(events).containsExactly("t1 ALIVE", "t2 SUSPECTED", "t3 SUSPECTED", "t4 joined");
        events.clear();
        merge(remote);
        assertThat(events).isEmpty();
    }

    @Test
    void aConfirmationCountsOnceAndNotFromTheAccuser() {
        MemberState suspected = memberState("t", MemberStatus.SUSPECTED, 1, OTHER);
        merge(memberState("t", MemberStatus.ALIVE, 1, OTHER), suspected);
        MemberTable.Known known = known("t");
        assertThat(table.confirm(known, suspected, 3)).isFalse();
        MemberState third = suspected.as(MemberStatus.SUSPECTED, new NodeId("third", 1));
        assertThat(table.confirm(known, third, 3)).isTrue();
        assertThat(table.confirm(known, third, 3)).isFalse();
        assertThat(known.accusers()).hasSize(2);
    }

    /** Three confirmations needed, 2 to 30 s: what is left at 0, 2, 3 s with none, one, two; with three it is over. */
    @Test
    void confirmationsShortenASuspicionByTheirLogarithm() {
        assertThat(Detection.suspicionMillis(2_000, 30_000, 0, 3)).isEqualTo(30_000);
        assertThat(Detection.suspicionMillis(2_000, 30_000, 1, 3) - 2_000).isEqualTo(14_000);
        assertThat(Detection.suspicionMillis(2_000, 30_000, 2, 3) - 3_000).isCloseTo(4_810, within(5L));
        assertThat(Detection.suspicionMillis(2_000, 30_000, 3, 3)).isEqualTo(2_000);
    }

    @Test
    void tablesThatHoldTheSameHaveTheSameFingerprintWhateverTheOrder() {
        MemberTable another = new MemberTable(OTHER);
        MemberState[] all = {
            memberState("a", MemberStatus.ALIVE, 3, OTHER),
            memberState("b", MemberStatus.SUSPECTED, 1, OTHER),
            memberState("c", MemberStatus.ALIVE, 0, OTHER)
        };
        for (int i = 0; i < all.length; i++) {
            table.merge(all[i], 0);
            another.merge(all[all.length - 1 - i], 0);
        }
        assertThat(table.fingerprint()).isEqualTo(another.fingerprint()).isNotZero();
        another.merge(memberState("c", MemberStatus.ALIVE, 1, OTHER), 0);
        assertThat(table.fingerprint()).isNotEqualTo(another.fingerprint());
    }
}
