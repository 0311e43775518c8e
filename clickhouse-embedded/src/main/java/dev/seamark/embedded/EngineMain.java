package dev.seamark.embedded;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The child JVM that becomes the ClickHouse server. It uses nothing but the JDK.
 *
 * <p>The engine's library offers the command line client with a server built in. Two things make it
 * fit to serve. Standard input is a pseudo-terminal: a client that is not interactive ends the
 * whole process when one connection breaks. And the library's signal handlers are off: it would put
 * them over the JVM's, and the next implicit null check would end the process.
 *
 * <p>Standard input as given is a pipe from the parent. Its end, for whatever reason, stops the
 * server cleanly, and so does SIGTERM.
 *
 * <p>Arguments: library, configuration file, store folder, ports file, lock file. Exit status
 * {@link #FOLDER_IN_USE} says that another process owns the store folder.
 */
final class EngineMain {
  static final int FOLDER_IN_USE = 3;

  private static final int READ_WRITE = 2;
  private static final int NO_CONTROLLING_TERMINAL =
      System.getProperty("os.name").startsWith("Mac") ? 0x20000 : 0x100;
  private static final long PREDECESSOR_STOPS_WITHIN_SECONDS = 20;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle READ =
      libc("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      libc("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private final Arena arena = Arena.global();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String failure;

  private EngineMain() {}

  public static void main(String[] args) throws Throwable {
    Path lockFile = Path.of(args[4]);
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, lockFile)) {
      if (!lock.isValid()) {
        throw new IOException("lock lost: " + lockFile);
      }
      String failure = new EngineMain().run(args[0], args[1], Path.of(args[2]), Path.of(args[3]));
      System.out.println("stopped: " + (failure == null ? "ok" : failure));
      System.out.flush();
      // The library leaves threads behind that keep a JVM from ending.
      Runtime.getRuntime().halt(failure == null ? 0 : 1);
    }
  }

  /** Takes the folder; waits for an owner whose own parent has gone, because it is stopping. */
  private static FileLock lock(FileChannel channel, Path lockFile)
      throws IOException, InterruptedException {
    Path ownerFile = lockFile.resolveSibling("owner");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PREDECESSOR_STOPS_WITHIN_SECONDS);
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        long parent = ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
        Files.writeString(ownerFile, ProcessHandle.current().pid() + " " + parent);
        return lock;
      }
      String[] owner =
          Files.exists(ownerFile) ? Files.readString(ownerFile).split(" ") : new String[] {"?"};
      boolean orphan = owner.length == 2 && ProcessHandle.of(Long.parseLong(owner[1])).isEmpty();
      if (!orphan || System.nanoTime() > deadline) {
        System.out.println("in use by process " + owner[0]);
        System.out.flush();
        Runtime.getRuntime().halt(FOLDER_IN_USE);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private @Nullable String run(String library, String config, Path store, Path ports)
      throws Throwable {
    int parentPipe = duplicateStandardInput();
    int terminal = terminalAsStandardInput();
    prepareStore(store);
    Path portsWritten = ports.resolveSibling(ports.getFileName() + ".new");
    Files.deleteIfExists(ports);
    String queries =
        "SYSTEM START LISTEN HTTP; SELECT getServerPort('http_port') INTO OUTFILE '"
            + portsWritten.toString().replace("\\", "\\\\").replace("'", "\\'")
            + "' TRUNCATE FORMAT TSV";
    List<String> arguments =
        List.of(
            "clickhouse",
            "--config-file=" + config,
            "--path=" + store,
            "--interactive",
            "--disable_suggestion",
            "--history_file=/dev/null",
            "--progress=off",
            "--highlight=0",
            "--query",
            queries);
    Thread.ofPlatform().daemon().name("terminal-drain").start(() -> drain(terminal));
    Thread.ofPlatform().name("clickhouse").start(() -> serve(library, arguments));
    Thread.ofPlatform()
        .daemon()
        .name("parent-watch")
        .start(() -> {
          drain(parentPipe);
          requestStop(terminal);
        });
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(() -> {
                  requestStop(terminal);
                  awaitEnd();
                }));
    publishPorts(portsWritten, ports);
    ended.await();
    return failure;
  }

  /**
   * The file is complete once the line feed is there; only then it gets the name that is awaited.
   */
  private void publishPorts(Path written, Path ports) throws IOException, InterruptedException {
    while (!ended.await(10, TimeUnit.MILLISECONDS)) {
      if (Files.exists(written) && Files.readString(written).endsWith("\n")) {
        Files.move(written, ports, StandardCopyOption.ATOMIC_MOVE);
        return;
      }
    }
  }

  /** Without this file the system log tables of a first start cannot be opened by the second. */
  private static void prepareStore(Path store) throws IOException {
    Path metadata = Files.createDirectories(store.resolve("metadata"));
    Path system = metadata.resolve("system.sql");
    if (!Files.exists(system)) {
      Files.writeString(
          system, "ATTACH DATABASE _ UUID '" + UUID.randomUUID() + "' ENGINE = Atomic\n");
    }
  }

  private void serve(String library, List<String> arguments) {
    try {
      SymbolLookup engine = SymbolLookup.libraryLookup(library, arena);
      LINKER
          .downcallHandle(
              engine.findOrThrow("chdb_set_signal_handlers_enabled"),
              FunctionDescriptor.ofVoid(JAVA_INT))
          .invokeExact(0);
      MethodHandle commandLine =
          LINKER.downcallHandle(
              engine.findOrThrow("chdb_query_cmdline"),
              FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
      MethodHandle resultError =
          LINKER.downcallHandle(
              engine.findOrThrow("chdb_result_error"), FunctionDescriptor.of(ADDRESS, ADDRESS));
      int count = arguments.size();
      MemorySegment argv = arena.allocate(ADDRESS, count + 1);
      for (int i = 0; i < count; i++) {
        argv.setAtIndex(ADDRESS, i, arena.allocateFrom(arguments.get(i)));
      }
      MemorySegment result = (MemorySegment) commandLine.invokeExact(count, argv);
      if (result.address() == 0) {
        failure = "the engine returned nothing";
        return;
      }
      MemorySegment error = (MemorySegment) resultError.invokeExact(result);
      if (error.address() != 0) {
        failure = error.reinterpret(1 << 20).getString(0);
      }
    } catch (Throwable e) {
      failure = e.toString();
    } finally {
      ended.countDown();
    }
  }

  private void awaitEnd() {
    try {
      if (!ended.await(20, TimeUnit.SECONDS)) {
        System.out.println("not stopped within 20 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requestStop(int terminal) {
    MemorySegment exit = arena.allocateFrom("\nexit\n");
    try {
      long written = (long) WRITE.invokeExact(terminal, exit, exit.byteSize() - 1);
      if (written < 0) {
        System.out.println("stop request not written");
      }
    } catch (Throwable e) {
      System.out.println("stop request failed: " + e);
    }
  }

  private void drain(int descriptor) {
    MemorySegment buffer = arena.allocate(4096);
    try {
      long read;
      do {
        read = (long) READ.invokeExact(descriptor, buffer, 4096L);
      } while (read > 0);
    } catch (Throwable e) {
      System.out.println("reading descriptor " + descriptor + " failed: " + e);
    }
  }

  private static int duplicateStandardInput() throws Throwable {
    int copy = (int) libc("dup", FunctionDescriptor.of(JAVA_INT, JAVA_INT)).invokeExact(0);
    return checked(copy, "dup");
  }

  /** Opens a pseudo-terminal, puts its far end at descriptor 0 and returns the near end. */
  private int terminalAsStandardInput() throws Throwable {
    FunctionDescriptor intOfInt = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
    int flags = READ_WRITE | NO_CONTROLLING_TERMINAL;
    int near = checked((int) libc("posix_openpt", intOfInt).invokeExact(flags), "posix_openpt");
    checked((int) libc("grantpt", intOfInt).invokeExact(near), "grantpt");
    checked((int) libc("unlockpt", intOfInt).invokeExact(near), "unlockpt");
    MemorySegment name =
        (MemorySegment) libc("ptsname", FunctionDescriptor.of(ADDRESS, JAVA_INT)).invokeExact(near);
    MemorySegment path = arena.allocateFrom(name.reinterpret(256).getString(0));
    int far =
        checked(
            (int)
                libc(
                        "open",
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                        Linker.Option.firstVariadicArg(2))
                    .invokeExact(path, flags),
            "open");
    checked(
        (int) libc("dup2", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT)).invokeExact(far, 0),
        "dup2");
    checked((int) libc("close", intOfInt).invokeExact(far), "close");
    return near;
  }

  private static int checked(int result, String call) throws IOException {
    if (result < 0) {
      throw new IOException(call + " failed: no pseudo-terminal can be had");
    }
    return result;
  }

  private static MethodHandle libc(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
  }
}
