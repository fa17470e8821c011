package io.fluxgossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxgossip.model.Version;
import java.util.HashMap;
import java.util.Map;

/** What a subscriber of changes has built from them; checks that each one follows from those before. */
final class ViewOfChanges {

    final Map<String, String> state = new HashMap<>();
    private final Map<String, Version> versions = new HashMap<>();
    boolean caughtUp;
    int count;

    void accept(Change<String, String> change) {
        count++;
        if (change instanceof Change.Put<String, String> put) {
            risesTo(put.key(), put.version());
            assertThat(put.previous()).isEqualTo(state.put(put.key(), put.value()));
        } else if (change instanceof Change.Removed<String, String> removed) {
            risesTo(removed.key(), removed.version());
            assertThat(state).containsKey(removed.key());
            assertThat(removed.previous()).isEqualTo(state.remove(removed.key()));
        } else {
            assertThat(caughtUp).as("caught up twice").isFalse();
            caughtUp = true;
        }
    }

    private void risesTo(String key, Version version) {
        Version before = versions.put(key, version);
        assertThat(before == null || before.compareTo(version) < 0)
                .as("%s went from %s to %s", key, before, version)
                .isTrue();
    }
}
