package dev.seamark.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and ends its JVM in good order when standard input ends, that is when the
 * parent closes the pipe or is no more, however it ended.
 */
final class WatchedMain {
  private WatchedMain() {}

  public static void main(String[] arguments) throws Throwable {
    InputStream parent = System.in;
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> awaitEndOf(parent));
    try {
      Class.forName(arguments[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static void awaitEndOf(InputStream parent) {
    try {
      while (parent.read() >= 0) {
        // What the parent says does not matter.
      }
    } catch (IOException e) {
      System.err.println("the pipe from the parent broke: " + e);
    }
    System.exit(0);
  }
}
