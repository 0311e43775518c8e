package dev.seamark.standalone;

import java.util.concurrent.CompletableFuture;

/** One child process of the stack, which can be started again after it has ended. */
interface Component extends AutoCloseable {
  String name();

  /**
   * Starts the process and waits until it can be used.
   *
   * @throws RuntimeException with what to do about it
   */
  void start();

  /** The present process; 0 before the first start. */
  long pid();

  /** Completes with the exit status when the present process ends. */
  CompletableFuture<Integer> exited();

  /** Stops the process in its own good order. */
  @Override
  void close();
}
