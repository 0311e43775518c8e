package dev.seamark.standalone;

import dev.seamark.embedded.EmbeddedStartException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** {@code ./seamark up}: runs the stack until it is asked to stop. */
public final class Standalone {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintStream out;

  private Standalone(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    StandaloneOptions options;
    try {
      options = StandaloneOptions.parse(arguments, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    try {
      if (options.rehearse()) {
        Rehearsal.run(options);
      } else {
        new Standalone(out).run(options, System.getenv());
      }
    } catch (StandaloneException | EmbeddedStartException | IllegalArgumentException e) {
      System.err.println("\n" + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("\n" + e);
      System.exit(1);
    }
  }

  private void run(StandaloneOptions options, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path programs = options.programs();
    long begin = System.nanoTime();
    Stack stack =
        Stack.start(
            options,
            environment,
            ServiceProgram.in(programs.resolve("ingest-api")),
            ServiceProgram.in(programs.resolve("query-api")),
            this::say);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  say("stopping");
                  stack.close();
                  say("stopped");
                  ended.countDown();
                }));
    out.print(
        Welcome.text(
            stack.url(),
            stack.otlpUrl(),
            stack.grpcUrl(),
            stack.secrets().apiKey(),
            options.data()));
    say("ready in %.1f s".formatted((System.nanoTime() - begin) / 1e9));
    ended.await();
  }

  private void say(String line) {
    out.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + line);
  }
}
