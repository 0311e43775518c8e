package dev.seamark.core.llm;

/**
 * Tokens of one observation, normalised: totals include their parts. 0 stands for none and for not
 * told; what the client counted and how stays readable in the span's attributes.
 *
 * @param input all input tokens, cached ones included
 * @param cacheRead part of {@code input} that was read from the provider's cache
 * @param cacheWrite part of {@code input} that was written to the provider's cache
 * @param audioInput part of {@code input}
 * @param output all output tokens, reasoning included
 * @param reasoning part of {@code output}
 * @param audioOutput part of {@code output}
 * @param total as told, else {@code input + output}
 */
public record TokenUsage(
    long input,
    long cacheRead,
    long cacheWrite,
    long audioInput,
    long output,
    long reasoning,
    long audioOutput,
    long total) {
  /** More than any provider bills in one call; larger counts are cut to it. */
  static final long MAX = 1_000_000_000_000L;

  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0, 0, 0, 0, 0);

  public TokenUsage {
    input = bounded(input);
    cacheRead = bounded(cacheRead);
    cacheWrite = bounded(cacheWrite);
    audioInput = bounded(audioInput);
    output = bounded(output);
    reasoning = bounded(reasoning);
    audioOutput = bounded(audioOutput);
    total = bounded(total);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  private static long bounded(long tokens) {
    return Math.clamp(tokens, 0, MAX);
  }
}
