package dev.seamark.core.ingest;

/** Tables that envelopes carry rows for. The number is the one in stored envelopes: never reuse. */
public enum Table {
  RESOURCES(1, "resources"),
  SPANS(2, "spans");

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
