package dev.seamark.storage.clickhouse;

/** Reads one row: every column, in the order in which the statement selects them. */
@FunctionalInterface
public interface RowMapper<T> {
  T map(RowInput row);
}
