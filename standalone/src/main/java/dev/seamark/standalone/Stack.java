package dev.seamark.standalone;

import dev.seamark.embedded.ClickHouseOptions;
import dev.seamark.embedded.Credentials;
import dev.seamark.embedded.FolderLock;
import dev.seamark.embedded.FreePort;
import dev.seamark.embedded.RedisOptions;
import dev.seamark.standalone.gateway.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.netty.ChannelBindException;

/** Everything that {@code ./seamark up} runs, in the order in which it has to start and stop. */
final class Stack implements AutoCloseable {
  private static final List<String> SERVICE_JVM =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "-Xss512k");

  private final StandaloneOptions options;
  private final Map<String, String> environment;
  private final Consumer<String> say;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<Keeper> services = new CopyOnWriteArrayList<>();
  private final StackState state;
  private final Secrets secrets;
  private @Nullable Gateway gateway;

  private Stack(
      StandaloneOptions options,
      Map<String, String> environment,
      Consumer<String> say,
      Secrets secrets) {
    this.options = options;
    this.environment = Map.copyOf(environment);
    this.say = say;
    this.secrets = secrets;
    this.state = new StackState(run(options.data()));
  }

  /**
   * Starts everything and waits until it is ready.
   *
   * @param environment of the caller; its {@code SEAMARK_…} values reach the services
   * @param say told of every step and of every later fall and return of a component
   * @throws StandaloneException with what to do about it; nothing is left running
   */
  static Stack start(
      StandaloneOptions options,
      Map<String, String> environment,
      ServiceProgram ingest,
      ServiceProgram query,
      Consumer<String> say) {
    try {
      createFolders(options.data());
      FolderLock lock = FolderLock.take(run(options.data()).resolve("lock"));
      if (lock == null) {
        throw new StandaloneException(
            "Seamark runs already on "
                + options.data()
                + ". Stop it with ./seamark down, or choose another folder with --data.",
            null);
      }
      Stack stack = new Stack(options, environment, say, Secrets.in(options.data()));
      stack.opened.push(lock);
      boolean started = false;
      try {
        stack.startAll(ingest, query);
        started = true;
      } finally {
        if (!started) {
          stack.close();
        }
      }
      return stack;
    } catch (IOException e) {
      throw new StandaloneException("Cannot use " + options.data() + ": " + e, e);
    }
  }

  Secrets secrets() {
    return secrets;
  }

  /** Where a client writes and reads. */
  URI url() {
    Gateway open = gateway;
    if (open == null) {
      throw new IllegalStateException("not started");
    }
    return URI.create("http://" + hostForCaller() + ":" + open.port());
  }

  URI otlpUrl() {
    return URI.create("http://" + hostForCaller() + ":" + options.otlpPort());
  }

  URI grpcUrl() {
    return URI.create("http://" + hostForCaller() + ":" + options.grpcPort());
  }

  /** Stops in the reverse order: the services drain while their stores are still there. */
  @Override
  public void close() {
    runAll(services.stream().<Runnable>map(keeper -> keeper::close).toList());
    services.clear();
    while (!opened.isEmpty()) {
      AutoCloseable next = opened.pop();
      try {
        next.close();
      } catch (Exception e) {
        say.accept("could not be closed: " + e);
      }
    }
  }

  private void startAll(ServiceProgram ingest, ServiceProgram query) throws IOException {
    Instant begin = Instant.now();
    state.put("supervisor.pid", ProcessHandle.current().pid());
    opened.push(state::delete);
    requireFree("--otlp-port", options.otlpPort());
    requireFree("--grpc-port", options.grpcPort());
    int queryPort = FreePort.find();
    URI ingestAddress = URI.create("http://" + localHost() + ":" + options.otlpPort());
    URI queryAddress = URI.create("http://127.0.0.1:" + queryPort);
    // Before everything else: whoever comes now is told to try again, and the port is ours.
    openGateway(ingestAddress, queryAddress);

    Map<String, String> settings = startStores();
    settings.put("SEAMARK_BIND", options.bind());
    settings.put("SEAMARK_INGEST_PORT", Integer.toString(options.otlpPort()));
    settings.put("SEAMARK_GRPC_PORT", Integer.toString(options.grpcPort()));
    settings.put("SEAMARK_BOOTSTRAP_PUBLIC_KEY", secrets.apiKey().publicKey());
    settings.put("SEAMARK_BOOTSTRAP_SECRET_KEY", secrets.apiKey().secret());
    ServiceComponent ingestService =
        service("ingest-api", ingest, "-Xmx320m", settings, ingestAddress);
    settings.put("SEAMARK_BIND", "127.0.0.1");
    settings.put("SEAMARK_QUERY_PORT", Integer.toString(queryPort));
    settings.put("SEAMARK_CURSOR_SECRET", secrets.cursor());
    ServiceComponent queryService = service("query-api", query, "-Xmx256m", settings, queryAddress);
    inParallel(ingestService, queryService);

    state.put("url", url());
    state.put("otlp", otlpUrl());
    state.put("grpc", grpcUrl());
    state.put("api-key", secrets.apiKey().secret());
    state.put("ready", Duration.between(begin, Instant.now()).toMillis());
  }

  private void openGateway(URI ingestAddress, URI queryAddress) {
    try {
      gateway = Gateway.open(options.bind(), options.port(), ingestAddress, queryAddress);
      opened.push(gateway);
    } catch (ChannelBindException e) {
      throw cannotUse("--port", options.port(), e);
    }
  }

  /** The stores, embedded unless the environment names others, and how the services reach them. */
  private Map<String, String> startStores() throws IOException {
    Map<String, String> settings = new HashMap<>(environment);
    settings.keySet().removeIf(name -> !name.startsWith("SEAMARK_"));
    Optional<ClickHouseComponent> clickhouse =
        environment.containsKey("SEAMARK_CLICKHOUSE_URL")
            ? Optional.empty()
            : Optional.of(embeddedClickHouse());
    Optional<RedisComponent> redis =
        environment.containsKey("SEAMARK_REDIS_URL")
            ? Optional.empty()
            : Optional.of(embeddedRedis());
    inParallel(
        Stream.<Optional<? extends Component>>of(clickhouse, redis)
            .flatMap(Optional::stream)
            .toArray(Component[]::new));
    if (clickhouse.isPresent()) {
      settings.put("SEAMARK_CLICKHOUSE_URL", clickhouse.get().url().toString());
      settings.put("SEAMARK_CLICKHOUSE_DATABASE", "seamark");
      settings.put("SEAMARK_CLICKHOUSE_USER", "seamark");
      settings.put("SEAMARK_CLICKHOUSE_PASSWORD", secrets.clickhouseOwner());
      settings.put("SEAMARK_CLICKHOUSE_READER_USER", "seamark_reader");
      settings.put("SEAMARK_CLICKHOUSE_READER_PASSWORD", secrets.clickhouseReader());
      // Less than the engine lets one query have, or it refuses every one of them.
      String memory = environment.get("SEAMARK_CLICKHOUSE_MEMORY");
      if (memory != null) {
        settings.putIfAbsent(
            "SEAMARK_QUERY_MAX_MEMORY", Long.toString(Long.parseLong(memory) / 10 * 4));
      }
      state.put("clickhouse", clickhouse.get().url());
    }
    if (redis.isPresent()) {
      settings.put("SEAMARK_REDIS_URL", redis.get().url().toString());
      // Half of what Redis may use: dead letters, guards and the cache need room too.
      settings.putIfAbsent("SEAMARK_QUEUE_MAX_BYTES", "134217728");
      state.put("redis.port", redis.get().url().getPort());
    }
    return settings;
  }

  private ClickHouseComponent embeddedClickHouse() {
    ClickHouseOptions embedded =
        ClickHouseOptions.of(
                options.data().resolve("clickhouse"),
                new Credentials("seamark", secrets.clickhouseOwner()),
                new Credentials("seamark_reader", secrets.clickhouseReader()))
            .withHttpPort(options.clickhousePort());
    String memory = environment.get("SEAMARK_CLICKHOUSE_MEMORY");
    return new ClickHouseComponent(
        memory == null ? embedded : embedded.withMemoryLimitBytes(Long.parseLong(memory)),
        step -> say("clickhouse", step));
  }

  private RedisComponent embeddedRedis() {
    return new RedisComponent(
        RedisOptions.of(options.data().resolve("redis"))
            .withPort(options.redisPort())
            .withPassword(secrets.redis()));
  }

  private ServiceComponent service(
      String name, ServiceProgram program, String heap, Map<String, String> settings, URI address) {
    List<String> jvm = new ArrayList<>(SERVICE_JVM);
    jvm.add(heap);
    Map<String, String> complete = new HashMap<>(settings);
    // Fewer arenas: glibc would keep one per thread, which costs tens of megabytes.
    complete.put("MALLOC_ARENA_MAX", "2");
    return new ServiceComponent(
        name, program, jvm, complete, address, log(options.data()).resolve(name + ".log"));
  }

  /** Starts components at the same time; each is kept from then on, also when another fails. */
  private void inParallel(Component... components) {
    runAll(
        Arrays.stream(components)
            .<Runnable>map(component -> () -> startAndKeep(component))
            .toList());
  }

  /**
   * Runs tasks at the same time, waits for all, then fails as the first one failed. Not on the
   * common pool: the end of a process is told on it, and the tasks wait for that.
   */
  private static void runAll(List<Runnable> tasks) {
    RuntimeException failure = null;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<?> task : tasks.stream().map(threads::submit).toList()) {
        try {
          task.get();
        } catch (ExecutionException e) {
          RuntimeException cause =
              e.getCause() instanceof RuntimeException given
                  ? given
                  : new IllegalStateException(e.getCause());
          if (failure == null) {
            failure = cause;
          } else {
            failure.addSuppressed(cause);
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void startAndKeep(Component component) {
    long begin = System.nanoTime();
    boolean started = false;
    try {
      component.start();
      started = true;
    } finally {
      if (!started) {
        component.close();
      }
    }
    Keeper keeper =
        new Keeper(component, text -> say(component.name(), text), () -> note(component));
    if (component instanceof ServiceComponent) {
      services.add(keeper);
    } else {
      synchronized (opened) {
        opened.push(keeper);
      }
    }
    note(component);
    say(
        component.name(),
        "ready in %.1f s, process %d"
            .formatted((System.nanoTime() - begin) / 1e9, component.pid()));
  }

  private void note(Component component) {
    try {
      state.put(component.name() + ".pid", component.pid());
    } catch (IOException e) {
      say(component.name(), "cannot be noted: " + e);
    }
  }

  private void say(String who, String what) {
    say.accept("%-10s  %s".formatted(who, what));
  }

  private void requireFree(String option, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(options.bind()), port));
    } catch (IOException e) {
      throw cannotUse(option, port, e);
    }
  }

  private StandaloneException cannotUse(String option, int port, Exception cause) {
    return new StandaloneException(
        "Port "
            + port
            + " on "
            + options.bind()
            + " cannot be used ("
            + cause.getMessage()
            + "). Choose another with "
            + option
            + ".",
        cause);
  }

  /** Where this machine reaches a port that is bound to the chosen address. */
  private String localHost() {
    return options.bind().equals("0.0.0.0") ? "127.0.0.1" : options.bind();
  }

  private String hostForCaller() {
    String local = localHost();
    return local.equals("127.0.0.1") ? "localhost" : local;
  }

  private static void createFolders(Path data) throws IOException {
    for (Path folder : List.of(data, run(data), log(data))) {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  private static Path run(Path data) {
    return data.resolve("run");
  }

  private static Path log(Path data) {
    return data.resolve("log");
  }
}
