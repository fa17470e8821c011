package io.fluxgossip;

import io.fluxgossip.model.NodeId;

/**
 * An event of {@link GossipNode#members()}. Of a member that changes faster than the subscriber takes,
 * what lies between is left out.
 */
public sealed interface MemberEvent {

    Member member();

    <R> R read(Cases<R> cases);

    /** An exhaustive reader. */
    interface Cases<R> {
        R joined(Joined joined);

        R updated(Updated updated);

        R suspected(Suspected suspected);

        R recovered(Recovered recovered);

        R failed(Failed failed);

        R left(Left left);

        R restarted(Restarted restarted);
    }

    /** It is there: the first event of every member, and of one that comes back after it had failed or left. */
    record Joined(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.joined(this);
        }
    }

    /** It tells something else of itself: other tags. */
    record Updated(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.updated(this);
        }
    }

    /** It does not answer, and may have failed. It still counts as a member. */
    record Suspected(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.suspected(this);
        }
    }

    /** It answers again. */
    record Recovered(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.recovered(this);
        }
    }

    /** It has not answered for so long that it is taken to be gone. What it wrote stays. */
    record Failed(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** It said goodbye. What it wrote stays. */
    record Left(Member member) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.left(this);
        }
    }

    /** It is there under a new generation. */
    record Restarted(Member member, NodeId previous) implements MemberEvent {
        @Override
        public <R> R read(Cases<R> cases) {
            return cases.restarted(this);
        }
    }
}
