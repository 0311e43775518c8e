package dev.seamark.ingest.start;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps that have to succeed before the service is ready, again and again until they do.
 * Meanwhile the service answers: requests get 503, and readiness says what is missing.
 */
public final class Startup implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final List<Step> steps;
  private volatile String state = "starting";
  private final CompletableFuture<Void> complete = new CompletableFuture<>();
  private volatile @Nullable Thread thread;

  public Startup(List<Step> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Begins, in a thread of its own. */
  public void start() {
    thread = Thread.ofVirtual().name("startup").start(this::run);
  }

  public boolean isComplete() {
    return complete.isDone();
  }

  /** Runs an action once every step has succeeded. */
  public void whenComplete(Runnable action) {
    var _ = complete.thenRun(action);
  }

  /** What is being done, or why it cannot be done. */
  public String state() {
    return state;
  }

  @Override
  public void close() {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }

  private void run() {
    try {
      for (Step step : steps) {
        runUntilDone(step);
      }
      state = "started";
      LOG.info("Ready");
      complete.complete(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilDone(Step step) throws InterruptedException {
    String told = "";
    state = step.name();
    while (true) {
      try {
        step.action().run();
        return;
      } catch (RuntimeException e) {
        String trouble = step.name() + ": " + e.getMessage();
        state = trouble;
        if (!trouble.equals(told)) {
          told = trouble;
          LOG.warn("Not ready yet, trying again every {} s: {}", RETRY.toSeconds(), trouble);
          LOG.debug("The reason in full", e);
        }
        TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
      }
    }
  }

  /**
   * Something to do at start.
   *
   * @param name what it does, for people
   */
  public record Step(String name, Runnable action) {}
}
