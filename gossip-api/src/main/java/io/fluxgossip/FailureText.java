package io.fluxgossip;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;

/** Why a connection or an address failed, in words for people. */
final class FailureText {

    private FailureText() {}

    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException) {
            return "no such host";
        }
        if (root instanceof ClosedChannelException) {
            return "the other side closed the connection";
        }
        if (root instanceof TimeoutException) {
            return "no answer in time";
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
