package dev.seamark.core.llm;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the models of a trace used: sums over the observations that do not repeat others.
 *
 * @param models names, distinct and sorted
 * @param cost in {@link Dollars} units
 */
public record TraceUsage(
    List<String> models, long inputTokens, long outputTokens, long totalTokens, long cost) {
  public static final TraceUsage NONE = new TraceUsage(List.of(), 0, 0, 0, 0);

  public TraceUsage {
    models = List.copyOf(models);
  }

  public static TraceUsage of(Collection<Observation> observations) {
    List<Observation> counted =
        observations.stream()
            .filter(observation -> !observation.attributes().repeatsChildren())
            .toList();
    return new TraceUsage(
        counted.stream()
            .flatMap(each -> Stream.ofNullable(each.attributes().model().name()))
            .distinct()
            .sorted()
            .toList(),
        counted.stream().mapToLong(each -> each.attributes().usage().input()).sum(),
        counted.stream().mapToLong(each -> each.attributes().usage().output()).sum(),
        counted.stream().mapToLong(each -> each.attributes().usage().total()).sum(),
        counted.stream().mapToLong(each -> each.cost().total()).reduce(0, Dollars::plus));
  }
}
