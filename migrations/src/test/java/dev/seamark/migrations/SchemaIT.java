package dev.seamark.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.embedded.junit.ClickHouseExtension;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules that every table of the schema obeys. */
class SchemaIT {
  @RegisterExtension static final ClickHouseExtension CLICKHOUSE = ClickHouseExtension.create();

  /** Tables whose rows belong to nobody's workspace. */
  private static final String OURS = "('ingest_ledger', 'flyway_schema_history')";

  @BeforeAll
  static void migrate() {
    new Migrations(
            new MigrationSettings(
                URI.create(CLICKHOUSE.url()),
                CLICKHOUSE.database(),
                CLICKHOUSE.user(),
                CLICKHOUSE.password()),
            MigrationLock.none())
        .migrate();
  }

  @Test
  void everyTable_forgetsRepeatedInserts() {
    assertThat(
            tables(
                "engine LIKE '%MergeTree' AND name != 'flyway_schema_history'"
                    + " AND NOT match(create_table_query, 'non_replicated_deduplication_window = [1-9]')"))
        .isEmpty();
  }

  @Test
  void targetsOfViews_forgetRepeatedInserts() {
    assertThat(tables("name IN ('trace_times', 'service_minutes')")).hasSize(2);

    for (int attempt = 0; attempt < 2; attempt++) {
      CLICKHOUSE.execute(
          """
          INSERT INTO spans (workspace_id, project_id, trace_id, span_id, service_name, start_time, retention_days, version)
          SETTINGS insert_deduplication_token = 'again', async_insert = 0
          SELECT generateUUIDv4(1), generateUUIDv4(2), 'shop-of-16-bytes', 'span-of8', 'shop', now64(9), 30, 1\
          """);
    }

    assertThat(
            CLICKHOUSE.execute(
                "SELECT (SELECT count() FROM spans WHERE service_name = 'shop'),"
                    + " (SELECT sum(span_count) FROM service_minutes WHERE service_name = 'shop'),"
                    + " (SELECT count() FROM trace_times WHERE trace_id = 'shop-of-16-bytes')"))
        .isEqualTo("1\t1\t1\n");
  }

  @Test
  void serviceMinutes_countSpansByDuration() {
    CLICKHOUSE.execute(
        """
        INSERT INTO spans (workspace_id, project_id, trace_id, span_id, service_name, start_time, duration_nanos, status_code, retention_days, version)
        SELECT toUUID('00000000-0000-0000-0000-000000000007'), generateUUIDv4(), 'trace-of-16-byte', toFixedString(toString(number), 8), 'slow',
          now64(9), [-5, 0, 1024, 1025, 1100, 1200][number + 1], if(number = 5, 'error', 'ok'), 30, 1
        FROM numbers(6)\
        """);

    assertThat(
            CLICKHOUSE.execute(
                "SELECT sum(span_count), sum(error_count), sum(duration_nanos), sumMap(duration_buckets)"
                    + " FROM service_minutes WHERE service_name = 'slow'"))
        .isEqualTo("6\t1\t4349\t{0:2,80:3,81:1}\n");
  }

  @Test
  void everyTable_beginsWithTheWorkspace() {
    assertThat(
            tables(
                "engine LIKE '%MergeTree' AND name NOT IN "
                    + OURS
                    + " AND NOT startsWith(sorting_key, 'workspace_id')"))
        .isEmpty();
  }

  @Test
  void everyTelemetryTable_isPartitionedAndEnds() {
    assertThat(
            tables(
                "engine LIKE '%MergeTree'"
                    + " AND name NOT IN ('workspaces', 'projects', 'api_keys', 'model_prices', 'flyway_schema_history')"
                    + " AND NOT (partition_key != '' AND match(create_table_query, 'TTL .*toInterval(Day|Hour)')"
                    + " AND create_table_query LIKE '%ttl_only_drop_parts = 1%')"))
        .isEmpty();
  }

  @Test
  void everyTable_saysWhatItIs() {
    assertThat(
            tables("engine LIKE '%MergeTree' AND comment = '' AND name != 'flyway_schema_history'"))
        .isEmpty();
  }

  @Test
  void spans_materialisedColumns() {
    assertThat(
            CLICKHOUSE.execute(
                "SELECT name FROM system.columns WHERE database = currentDatabase()"
                    + " AND table = 'spans' AND default_kind = 'MATERIALIZED' ORDER BY name"))
        .isEqualTo("date\nduration_ms\nhour\n");
  }

  private static List<String> tables(String condition) {
    return CLICKHOUSE
        .execute(
            "SELECT name FROM system.tables WHERE database = currentDatabase() AND " + condition)
        .lines()
        .toList();
  }
}
