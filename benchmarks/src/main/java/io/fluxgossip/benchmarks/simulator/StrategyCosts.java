package io.fluxgossip.benchmarks.simulator;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures scenarios, as many at a time as there are processors; each is a function of its seed, so the order is
 * nothing.
 */
public final class StrategyCosts {

    private final List<Scenario> scenarios;
    private final PrintWriter progress;
    private final AtomicInteger done = new AtomicInteger();

    public StrategyCosts(List<Scenario> scenarios, PrintWriter progress) {
        this.scenarios = scenarios;
        this.progress = progress;
    }

    /** One for each scenario, in their order. The last, which are the largest, are begun first. */
    public List<Cost> measure() {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<CompletableFuture<Cost>> running = new ArrayList<>();
            for (int i = scenarios.size() - 1; i >= 0; i--) {
                Scenario scenario = scenarios.get(i);
                running.add(CompletableFuture.supplyAsync(() -> measure(scenario), workers));
            }
            Collections.reverse(running);
            return running.stream().map(CompletableFuture::join).toList();
        } finally {
            workers.shutdownNow();
        }
    }

    private Cost measure(Scenario scenario) {
        long begin = System.nanoTime();
        Cost cost = new Trial(scenario).measure();
        progress.println(String.format(
                Locale.ROOT,
                "%d/%d %s, %d nodes, loss %.0f %%: %.1f s",
                done.incrementAndGet(),
                scenarios.size(),
                scenario.strategy(),
                scenario.nodes(),
                scenario.loss() * 100,
                (System.nanoTime() - begin) / 1e9));
        progress.flush();
        return cost;
    }
}
