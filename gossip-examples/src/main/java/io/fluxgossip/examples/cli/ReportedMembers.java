package io.fluxgossip.examples.cli;

import io.fluxgossip.GossipNode;
import io.fluxgossip.Member;
import io.fluxgossip.MemberEvent;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other nodes: what happens to them is told, one JSON line each, and what is known of them is kept. */
final class ReportedMembers {

    private static final Logger LOG = LoggerFactory.getLogger(ReportedMembers.class);

    private final GossipNode node;
    private final JsonLines events;
    private final NavigableMap<String, Member> members = new ConcurrentSkipListMap<>();

    ReportedMembers(GossipNode node, JsonLines events) {
        this.node = node;
        this.events = events;
    }

    private static final MemberEvent.Cases<String> KIND = new MemberEvent.Cases<>() {
        @Override
        public String joined(MemberEvent.Joined joined) {
            return "joined";
        }

        @Override
        public String updated(MemberEvent.Updated updated) {
            return "updated";
        }

        @Override
        public String failed(MemberEvent.Failed failed) {
            return "failed";
        }

        @Override
        public String left(MemberEvent.Left left) {
            return "left";
        }

        @Override
        public String suspected(MemberEvent.Suspected suspected) {
            return "suspected";
        }

        @Override
        public String recovered(MemberEvent.Recovered recovered) {
            return "recovered";
        }

        @Override
        public String restarted(MemberEvent.Restarted restarted) {
            return "restarted";
        }
    };

    /** Begins to tell, until the node is closed. */
    void follow() {
        node.members().subscribe(this::happened, failure -> LOG.error("members are not reported any more", failure));
    }

    private void happened(MemberEvent event) {
        Member member = event.member();
        members.put(member.name(), member);
        events.write(JsonLines.event("member").put("kind", event.read(KIND)).put("name", member.name()));
    }

    /** By name. */
    List<Member> now() {
        return List.copyOf(members.values());
    }
}
