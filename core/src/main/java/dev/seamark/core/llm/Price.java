package dev.seamark.core.llm;

/**
 * What one token costs, in {@link Dollars} units. A price per million tokens in dollars with up to
 * six decimals is a whole number of units per token.
 *
 * @param audioInput of input tokens that are audio
 * @param audioOutput of output tokens that are audio
 */
public record Price(
    long input, long output, long cacheRead, long cacheWrite, long audioInput, long audioOutput) {
  public Price {
    atLeastZero("input", input);
    atLeastZero("output", output);
    atLeastZero("cacheRead", cacheRead);
    atLeastZero("cacheWrite", cacheWrite);
    atLeastZero("audioInput", audioInput);
    atLeastZero("audioOutput", audioOutput);
  }

  /**
   * Cached tokens, which the totals contain, are priced apart; so is audio. Counts that contradict
   * each other never make a part negative.
   */
  Cost cost(TokenUsage usage, Cost.Source source) {
    long read = Math.min(usage.cacheRead(), usage.input());
    long write = Math.min(usage.cacheWrite(), usage.input() - read);
    long audioIn = Math.min(usage.audioInput(), usage.input() - read - write);
    long audioOut = Math.min(usage.audioOutput(), usage.output());
    long in = Dollars.times(usage.input() - read - write - audioIn, input);
    in = Dollars.plus(in, Dollars.times(read, cacheRead));
    in = Dollars.plus(in, Dollars.times(write, cacheWrite));
    in = Dollars.plus(in, Dollars.times(audioIn, audioInput));
    long out = Dollars.times(usage.output() - audioOut, output);
    out = Dollars.plus(out, Dollars.times(audioOut, audioOutput));
    return new Cost(in, out, Dollars.plus(in, out), source);
  }

  private static void atLeastZero(String name, long units) {
    if (units < 0 || units > Dollars.MAX) {
      throw new IllegalArgumentException(
          name + ": " + units + " (expected: 0.." + Dollars.MAX + ")");
    }
  }
}
