package dev.seamark.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A TCP port on 127.0.0.1 that nobody has at the moment and that stays free for a while: below the
 * range from which the system gives ports to outgoing connections, and drawn at random so that
 * programs looking at the same time hardly meet.
 */
public final class FreePort {
  private static final int FIRST = 15_000;
  private static final int LAST = 32_000;
  private static final int ATTEMPTS = 100;

  private FreePort() {}

  public static int find() throws IOException {
    IOException last = new IOException("no port tried");
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new IOException("no free port between " + FIRST + " and " + LAST, last);
  }
}
