package dev.seamark.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One stack for all test classes of the JVM, started by the first and stopped after the last. */
final class RunningStackExtension implements BeforeAllCallback {
  private @Nullable RunningStack stack;

  @Override
  public void beforeAll(ExtensionContext context) {
    stack =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(RunningStack.class))
            .getOrComputeIfAbsent(RunningStack.class, key -> start(), RunningStack.class);
  }

  private static RunningStack start() {
    try {
      return RunningStack.start();
    } catch (IOException e) {
      throw new UncheckedIOException("the stack cannot be started", e);
    }
  }

  RunningStack stack() {
    RunningStack started = stack;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return started;
  }
}
