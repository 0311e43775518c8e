package dev.seamark.core.metric;

/**
 * A metric of a project: what its series have in common.
 *
 * @param description as it was sent last; empty when there is none
 * @param lastSeenEpochSeconds when one of its series was last written, which for a live series is
 *     within the last hour
 */
public record Metric(MetricKey key, String description, long lastSeenEpochSeconds) {}
