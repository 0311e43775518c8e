package dev.seamark.demo;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the command line asked for.
 *
 * @param endpoint base URL of the OTLP/HTTP receiver, without {@code /v1/traces}
 * @param query base URL of the query API, for the hints at the end
 * @param key secret half of an API key; empty when none was given
 * @param traces at most so many stories
 * @param rate stories per second
 */
record DemoOptions(
    URI endpoint, URI query, String key, Duration duration, long traces, int rate, boolean help) {
  static final String USAGE =
      """
      Usage: seamark demo [options]

      Sends realistic traces by the OpenTelemetry SDK: a web shop and two LLM agents.

        --endpoint URL   OTLP/HTTP receiver (default http://localhost:4318)
        --query URL      query API named in the hints at the end (default http://localhost:8080)
        --key SECRET     secret half of an API key, sk-sm-… (default: environment SEAMARK_KEY)
        --duration TIME  stop after this time, such as 30s or 5m (default 60s, at most 24h)
        --traces N       stop after N stories (default: no bound but the time)
        --rate N         stories per second, 1 to 1000 (default 10)
        --help           print this text

      Exit status: 0 when the server acknowledged every span, 1 when not, 2 for a wrong option.
      """;
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException names the option, its value and what was expected
   */
  static DemoOptions parse(String[] arguments, Map<String, String> environment) {
    URI endpoint = URI.create("http://localhost:4318");
    URI query = URI.create("http://localhost:8080");
    String key = environment.getOrDefault("SEAMARK_KEY", "");
    Duration duration = Duration.ofSeconds(60);
    long traces = Long.MAX_VALUE;
    int rate = 10;
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      switch (option) {
        case "--help", "-h" -> {
          return new DemoOptions(endpoint, query, key, duration, traces, rate, true);
        }
        case "--endpoint" -> endpoint = url(option, value(arguments, ++i));
        case "--query" -> query = url(option, value(arguments, ++i));
        case "--key" -> key = value(arguments, ++i);
        case "--duration" -> duration = time(option, value(arguments, ++i));
        case "--traces" -> traces = number(option, value(arguments, ++i), 1_000_000_000);
        case "--rate" -> rate = (int) number(option, value(arguments, ++i), 1_000);
        default ->
            throw new IllegalArgumentException(
                "option: " + option + " (expected: one of those that --help lists)");
      }
    }
    return new DemoOptions(endpoint, query, key, duration, traces, rate, false);
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException(arguments[index - 1] + ": nothing (expected: a value)");
    }
    return arguments[index];
  }

  private static URI url(String option, String value) {
    if (!value.matches("https?://[^/].*")) {
      throw new IllegalArgumentException(
          option + ": " + value + " (expected: an http or https URL)");
    }
    try {
      return URI.create(value.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          option + ": " + value + " (expected: an http or https URL)", e);
    }
  }

  private static Duration time(String option, String value) {
    Matcher matcher = TIME.matcher(value);
    if (matcher.matches()) {
      long count = Long.parseLong(matcher.group(1));
      Duration duration =
          switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
          };
      if (duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
        return duration;
      }
    }
    throw new IllegalArgumentException(option + ": " + value + " (expected: 1s..24h, such as 90s)");
  }

  private static long number(String option, String value, long max) {
    if (value.matches("[0-9]{1,10}")) {
      long number = Long.parseLong(value);
      if (number >= 1 && number <= max) {
        return number;
      }
    }
    throw new IllegalArgumentException(option + ": " + value + " (expected: 1.." + max + ")");
  }

  /** Leaves the key out. */
  @Override
  public String toString() {
    return "DemoOptions[" + endpoint + ", " + duration + ", " + rate + "/s]";
  }
}
