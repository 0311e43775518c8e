package dev.seamark.standalone;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps one component running: starts it again whenever it ends without having been asked to. */
final class Keeper implements AutoCloseable {
  private final Component component;
  private final Consumer<String> say;
  private final Runnable onRestart;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** Begins with a component that has been started. */
  Keeper(Component component, Consumer<String> say, Runnable onRestart) {
    this.component = component;
    this.say = say;
    this.onRestart = onRestart;
    this.thread = Thread.ofPlatform().daemon().name("keep-" + component.name()).start(this::keep);
  }

  private void keep() {
    Backoff backoff = new Backoff();
    long started = System.nanoTime();
    int status = component.exited().join();
    while (closing.getCount() > 0) {
      Duration wait = backoff.after(Duration.ofNanos(System.nanoTime() - started));
      say.accept(
          "ended unexpectedly (status %d), starting again in %d s"
              .formatted(status, wait.toSeconds()));
      if (closesWithin(wait)) {
        return;
      }
      started = System.nanoTime();
      try {
        component.start();
        say.accept("is back, process " + component.pid());
        onRestart.run();
      } catch (RuntimeException e) {
        say.accept("could not be started: " + e.getMessage());
      }
      status = component.exited().join();
    }
  }

  private boolean closesWithin(Duration wait) {
    try {
      return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Stops the component for good. */
  @Override
  public void close() {
    closing.countDown();
    component.close();
    try {
      thread.join(Duration.ofMinutes(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    // A start that was under way when the close began.
    component.close();
  }
}
