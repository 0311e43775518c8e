package dev.seamark.core.ingest;

/** Tables that envelopes carry rows for. The number is the one in stored envelopes: never reuse. */
public enum Table {
  RESOURCES(1, "resources"),
  OBSERVATIONS(3, "observations"),
  SPANS(2, "spans"),
  LOGS(10, "logs"),
  METRIC_SERIES(11, "metric_series"),
  METRIC_SAMPLES(12, "metric_samples"),
  METRIC_HISTOGRAMS(13, "metric_histograms"),
  METRIC_EXPONENTIAL_HISTOGRAMS(14, "metric_exponential_histograms"),
  METRIC_SUMMARIES(15, "metric_summaries"),
  METRIC_EXEMPLARS(16, "metric_exemplars");

  private final int number;
  private final String tableName;

  Table(int number, String tableName) {
    this.number = number;
    this.tableName = tableName;
  }

  public int number() {
    return number;
  }

  public String tableName() {
    return tableName;
  }

  public static Table ofNumber(int number) {
    for (Table table : values()) {
      if (table.number == number) {
        return table;
      }
    }
    throw new IllegalArgumentException("table: " + number + " (expected: a known table number)");
  }
}
