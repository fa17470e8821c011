package io.fluxgossip.protocol.turn;

import io.fluxgossip.model.NodeId;

/** A wake-up that a core asks for. A closed family with an exhaustive reader, so that no timer is forgotten. */
public sealed interface Timer {

    void on(Handler handler);

    /** Does what a timer was armed for. */
    interface Handler {
        void round(Round timer);

        void window(Window timer);

        void windowReview(WindowReview timer);

        void trailingAnnouncement(TrailingAnnouncement timer);

        void rumorRound(RumorRound timer);

        void missingReview(MissingReview timer);

        void agreementRequest(AgreementRequest timer);

        void garbageCollection(GarbageCollection timer);

        void expiry(Expiry timer);

        void roomReview(RoomReview timer);

        void memberRound(MemberRound timer);

        void probeTimeout(ProbeTimeout timer);

        void suspicionReview(SuspicionReview timer);

        void openExpected(OpenExpected timer);

        void initialSync(InitialSync timer);

        void peersFirst(PeersFirst timer);

        void reconnect(Reconnect timer);

        void idleReview(IdleReview timer);

        void retry(Retry timer);
    }

    /**
     * The next exchange of all topics that have this interval.
     *
     * @param intervalMillis milliseconds, 1 or more
     */
    record Round(long intervalMillis) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.round(this);
        }
    }

    /** The end of a window in which changes of a topic were gathered. */
    record Window(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.window(this);
        }
    }

    /** Time to look whether links keep up with an adaptive topic. */
    record WindowReview(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.windowReview(this);
        }
    }

    /** Time to announce histories that have not gone on for a while. */
    record TrailingAnnouncement(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.trailingAnnouncement(this);
        }
    }

    /** The next round of rumors of a topic. */
    record RumorRound(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.rumorRound(this);
        }
    }

    /** Time to look whether what others were seen to hold has come by itself. */
    record MissingReview(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.missingReview(this);
        }
    }

    /**
     * Time to ask another member whether it holds what this node holds of a topic, because somebody here wants to know.
     */
    record AgreementRequest(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.agreementRequest(this);
        }
    }

    /** Time to look which tombstones of a topic may be forgotten. */
    record GarbageCollection(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.garbageCollection(this);
        }
    }

    /**
     * The end of values of a topic that have a time to live.
     *
     * @param atMillis when that is, by the time of the node that armed it
     */
    record Expiry(String topic, long atMillis) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.expiry(this);
        }
    }

    /** Time to look whether a topic that was full has room for what it refused. */
    record RoomReview(String topic) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.roomReview(this);
        }
    }

    /** Time to ask a member whether it is there. */
    record MemberRound() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.memberRound(this);
        }
    }

    /**
     * Time by which a member was to answer.
     *
     * @param probe number of the probe, so that a timer of an earlier one does not count
     */
    record ProbeTimeout(NodeId peer, long probe) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.probeTimeout(this);
        }
    }

    /** Time to look at those who are suspected. */
    record SuspicionReview() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.suspicionReview(this);
        }
    }

    /** Time to open connections that peers were to open. */
    record OpenExpected() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.openExpected(this);
        }
    }

    /** Time to ask the next one of those to whom a connection is kept what it has. */
    record InitialSync() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.initialSync(this);
        }
    }

    /** Time to ask those who opened a connection and were to ask first. */
    record PeersFirst() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.peersFirst(this);
        }
    }

    /** Time to try again to reach peers that were lost or not reached. */
    record Reconnect() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.reconnect(this);
        }
    }

    /** Time to close connections that nobody uses. */
    record IdleReview() implements Timer {
        @Override
        public void on(Handler handler) {
            handler.idleReview(this);
        }
    }

    /**
     * Time to look again whether what a peer was asked for has come.
     *
     * @param link number of the connection, so that a timer of an older one does not count
     */
    record Retry(NodeId peer, long link) implements Timer {
        @Override
        public void on(Handler handler) {
            handler.retry(this);
        }
    }
}
