package io.fluxgossip;

import io.fluxgossip.model.NodeId;

/** What a subscriber of {@link GossipNode#members()} sees. A member that fails and recovers in between shows neither. */
public sealed interface MemberEvent {

    Member member();

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R joined(Joined joined);

        R suspected(Suspected suspected);

        R recovered(Recovered recovered);

        R restarted(Restarted restarted);
    }

    /** It is there. The first event of every member. */
    record Joined(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.joined(this);
        }
    }

    /** The connection to it is gone, and it may be. */
    record Suspected(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.suspected(this);
        }
    }

    /** It is there again, without having been restarted. */
    record Recovered(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.recovered(this);
        }
    }

    /** It is there under a new incarnation. */
    record Restarted(Member member, NodeId previous) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.restarted(this);
        }
    }
}
