package dev.seamark.standalone;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the command line asked for.
 *
 * @param data everything the stack keeps lies below it
 * @param programs folder with {@code ingest-api} and {@code query-api}, each a jar beside its
 *     {@code lib}
 * @param bind address of the gateway and of the OTLP ports
 * @param port of the gateway
 * @param otlpPort of ingest-api, for OTLP over HTTP
 * @param grpcPort of ingest-api, for OTLP over gRPC
 * @param clickhousePort 0 for a free one
 * @param redisPort 0 for a free one
 * @param rehearse start, use and stop everything once, so that later starts are faster
 */
record StandaloneOptions(
    Path data,
    Path programs,
    String bind,
    int port,
    int otlpPort,
    int grpcPort,
    int clickhousePort,
    int redisPort,
    boolean rehearse) {

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException names the option, its value and what was expected
   */
  static StandaloneOptions parse(String[] arguments, Map<String, String> environment) {
    Path data = Path.of(environment.getOrDefault("SEAMARK_DATA_DIR", ".seamark"));
    Path programs = Path.of(environment.getOrDefault("SEAMARK_PROGRAMS", "."));
    String bind = address("SEAMARK_BIND", environment.getOrDefault("SEAMARK_BIND", "127.0.0.1"));
    int port = 8080;
    int otlpPort = 4318;
    int grpcPort = 4317;
    int clickhousePort = 0;
    int redisPort = 0;
    boolean rehearse = false;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      switch (option) {
        case "--data" -> data = Path.of(value(arguments, ++i));
        case "--programs" -> programs = Path.of(value(arguments, ++i));
        case "--bind" -> bind = address(option, value(arguments, ++i));
        case "--port" -> port = port(option, value(arguments, ++i));
        case "--otlp-port" -> otlpPort = port(option, value(arguments, ++i));
        case "--grpc-port" -> grpcPort = port(option, value(arguments, ++i));
        case "--clickhouse-port" -> clickhousePort = port(option, value(arguments, ++i));
        case "--redis-port" -> redisPort = port(option, value(arguments, ++i));
        case "--rehearse" -> rehearse = true;
        default ->
            throw new IllegalArgumentException(
                "option: " + option + " (expected: one of those that ./seamark up --help lists)");
      }
    }
    return new StandaloneOptions(
        data.toAbsolutePath().normalize(),
        programs.toAbsolutePath().normalize(),
        bind,
        port,
        otlpPort,
        grpcPort,
        clickhousePort,
        redisPort,
        rehearse);
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + ": nothing (expected: a value)");
    }
    return arguments[index];
  }

  private static String address(String option, String value) {
    try {
      return InetAddress.ofLiteral(value).getHostAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + ": " + value + " (expected: an IP address such as 0.0.0.0)", e);
    }
  }

  private static int port(String option, String value) {
    if (value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535) {
      return Integer.parseInt(value);
    }
    throw new IllegalArgumentException(option + ": " + value + " (expected: 0..65535)");
  }
}
