package dev.seamark.embedded;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection that speaks Redis' inline commands: enough to ask whether it is well. */
final class RedisConnection implements AutoCloseable {
  private static final int LIMIT_MILLIS = 2_000;

  private final Socket socket = new Socket();
  private final BufferedReader answers;

  RedisConnection(int port, Optional<String> password) throws IOException {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
      socket.setSoTimeout(LIMIT_MILLIS);
      answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      if (password.isPresent()) {
        command("AUTH " + password.get());
      }
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** The first line of the answer, with its type character. */
  String command(String inline) throws IOException {
    socket.getOutputStream().write((inline + "\r\n").getBytes(StandardCharsets.UTF_8));
    String line = answers.readLine();
    if (line == null) {
      throw new EOFException("Redis closed the connection");
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
