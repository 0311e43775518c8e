package dev.seamark.core.llm;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Counts or amounts by bucket name, as Langfuse's clients send them, and the rule by which counts
 * of both conventions become a {@link TokenUsage}.
 *
 * <p>Two conventions are in use. <em>Inclusive</em>: input contains the cached tokens
 * (OpenTelemetry, OpenInference, Vercel). <em>Exclusive</em>: it does not (Langfuse's buckets,
 * Anthropic's own usage object). Telling them apart by who sent them is not enough, because
 * instrumentations pass Anthropic's numbers on under OpenTelemetry's names; but then the parts
 * outgrow the whole, which gives them away.
 */
final class Buckets {
  private static final int MAX_BUCKETS = 64;

  private final Map<String, BigDecimal> byName = new LinkedHashMap<>();

  Buckets(Map<?, ?> members) {
    flatten(members, "");
  }

  boolean isEmpty() {
    return byName.isEmpty();
  }

  /** OpenAI's shape is accepted beside plain buckets: its totals are inclusive. */
  TokenUsage usage() {
    boolean inclusive = byName.containsKey("prompt_tokens") || hasDetails();
    long read = sum(name -> name.contains("cache") && isRead(name));
    long write = sum(name -> name.contains("cache") && isWrite(name));
    long audioInput = sum(name -> isInput(name) && name.contains("audio"));
    long audioOutput = sum(name -> isOutput(name) && name.contains("audio"));
    long reasoning = sum(name -> name.contains("reasoning"));
    long input = inclusive ? sum(name -> isInput(name) && isTotal(name)) : sum(Buckets::isInput);
    long output =
        inclusive
            ? sum(name -> isOutput(name) && isTotal(name))
            : sum(name -> isOutput(name) || name.contains("reasoning"));
    long total = sum(name -> name.equals("total") || name.equals("total_tokens"));
    return usage(
        OptionalLong.of(input),
        OptionalLong.empty(),
        read,
        write,
        audioInput,
        output,
        reasoning,
        audioOutput,
        total);
  }

  Cost cost() {
    long input = money(Buckets::isInput);
    long output = money(name -> isOutput(name) || name.contains("reasoning"));
    long total = money(name -> name.equals("total"));
    return new Cost(
        input,
        output,
        byName.containsKey("total") ? total : Dollars.plus(input, output),
        Cost.Source.CLIENT);
  }

  /**
   * @param input as counted by the client, inclusive or not
   * @param uncachedInput as counted by a client that leaves out the cached tokens
   */
  static TokenUsage usage(
      OptionalLong input,
      OptionalLong uncachedInput,
      long cacheRead,
      long cacheWrite,
      long audioInput,
      long output,
      long reasoning,
      long audioOutput,
      long total) {
    long cached = cacheRead + cacheWrite;
    long told = input.orElse(0);
    long allInput =
        uncachedInput.isPresent()
            ? Math.max(told, uncachedInput.getAsLong() + cached)
            : cached > told ? told + cached : told;
    long allOutput = reasoning > output ? output + reasoning : output;
    return new TokenUsage(
        allInput,
        cacheRead,
        cacheWrite,
        Math.min(audioInput, allInput),
        allOutput,
        reasoning,
        Math.min(audioOutput, allOutput),
        total > 0 ? total : allInput + allOutput);
  }

  private void flatten(Map<?, ?> members, String prefix) {
    members.forEach((name, value) -> {
      String key = prefix + name.toString().toLowerCase(Locale.ROOT);
      if (value instanceof Map<?, ?> nested && prefix.isEmpty()) {
        flatten(nested, key + ".");
      } else if (value instanceof BigDecimal number
          && number.signum() >= 0
          && byName.size() < MAX_BUCKETS) {
        byName.put(key, number);
      }
    });
  }

  private boolean hasDetails() {
    return byName.keySet().stream().anyMatch(name -> name.contains("_details."));
  }

  private long sum(Predicate<String> wanted) {
    return byName.entrySet().stream()
        .filter(bucket -> wanted.test(bucket.getKey()))
        .mapToLong(bucket -> Numbers.toCount(bucket.getValue()))
        .sum();
  }

  private long money(Predicate<String> wanted) {
    return byName.entrySet().stream()
        .filter(bucket -> wanted.test(bucket.getKey()))
        .mapToLong(bucket -> Dollars.of(bucket.getValue()).orElse(0))
        .reduce(0, Dollars::plus);
  }

  private static boolean isInput(String name) {
    return !isOutput(name)
        && (name.contains("input") || name.contains("prompt") || name.contains("cache"));
  }

  private static boolean isOutput(String name) {
    return name.contains("output") || name.contains("completion");
  }

  private static boolean isTotal(String name) {
    return name.indexOf('.') < 0;
  }

  private static boolean isRead(String name) {
    return name.contains("read") || name.contains("cached");
  }

  private static boolean isWrite(String name) {
    return name.contains("creation") || name.contains("write");
  }
}
