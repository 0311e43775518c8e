package dev.seamark.embedded;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ending, halting and continuing a child, with the signals a test or a supervisor needs. */
final class ChildProcess {
  private ChildProcess() {}

  /** Sends SIGKILL and waits until the process is gone. */
  static void kill(Process process) {
    process.destroyForcibly();
    awaitExit(process, Duration.ofSeconds(30));
  }

  /** Closes the pipe to a child that stops at its end; signals follow if it does not. */
  static void stop(Process process, Duration patience) {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The child has closed its end: it is stopping already.
      process.destroy();
    }
    if (!awaitExit(process, patience)) {
      process.destroy();
      if (!awaitExit(process, Duration.ofSeconds(5))) {
        kill(process);
      }
    }
  }

  static void signal(Process process, String name) {
    try {
      Process kill =
          new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
      if (!kill.waitFor(10, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IllegalStateException("cannot send " + name + " to process " + process.pid());
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  static boolean awaitExit(Process process, Duration limit) {
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + limit.toNanos();
      while (true) {
        try {
          return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
