package dev.seamark.storage.clickhouse.ingest;

import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.Table;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.Insert;
import dev.seamark.storage.clickhouse.Statement;
import dev.seamark.storage.clickhouse.block.BlockWriter;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.FixedStringColumn;
import dev.seamark.storage.clickhouse.block.NumberColumn;
import dev.seamark.storage.clickhouse.block.StringColumn;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which way an envelope goes into the store: through the queue or directly. Both ways write here
 * first and look afterwards, so at least one of them sees the other.
 *
 * <p>Rows of an envelope: {@code (queue, batch)} a batch with it is about to be inserted; {@code
 * (direct, '')} a direct insert is about to begin; {@code (direct, 'stored')} it is stored, or its
 * rows of one table are: {@code (direct, 'stored:spans')}. Rows of a batch's decision, written in
 * one insert: {@code (queue, batch)} under the hash of the batch's token, and {@code (direct,
 * batch)} for each member that is left to its own token.
 */
final class IngestLedger {
  private static final String TABLE = "ingest_ledger";
  private static final String STORED = "stored";

  /** Bounds the parameter with the hashes well below what the server takes. */
  private static final int MAX_HASHES = 2_000;

  private static final String FIND =
      """
      SELECT content_hash, CAST(route, 'Int8'), batch_token
      FROM ingest_ledger
      WHERE content_hash IN (SELECT toFixedString(unhex(arrayJoin({hashes:Array(String)})), 16))
      """;

  private final ClickHouse clickHouse;
  private final Clock clock;

  IngestLedger(ClickHouse clickHouse, Clock clock) {
    this.clickHouse = clickHouse;
    this.clock = clock;
  }

  /** Says that a batch with these envelopes is about to be inserted. */
  void announceQueued(String batchToken, List<Envelope> envelopes) {
    List<Row> rows =
        envelopes.stream().map(each -> new Row(each.hash(), Route.QUEUE, batchToken)).toList();
    write(batchToken + ":queue", rows, clock.millis());
  }

  /** Says that a direct insert is about to begin. */
  void announceDirect(ContentHash hash) {
    write(hash + ":direct", List.of(new Row(hash, Route.DIRECT, "")), clock.millis());
  }

  /** Says that envelopes are stored: whoever inserts one of them alone can leave it out. */
  void markStored(String token, Collection<ContentHash> hashes) {
    mark(token, STORED, hashes);
  }

  /** Says that the rows of one table of these envelopes are stored. */
  void markStored(String token, Collection<ContentHash> hashes, Table table) {
    mark(token, STORED + ":" + table.tableName(), hashes);
  }

  /** Whether a batch with this envelope was announced. */
  boolean isQueued(ContentHash hash) {
    return find(List.of(hash)).stream().anyMatch(row -> row.route() == Route.QUEUE);
  }

  /** Of which tables an envelope's rows were marked as stored. */
  Set<Table> findStored(ContentHash hash) {
    Set<Table> stored = EnumSet.noneOf(Table.class);
    for (Row row : find(List.of(hash))) {
      for (Table table : Table.values()) {
        if (row.saysStored(table)) {
          stored.add(table);
        }
      }
    }
    return stored;
  }

  /**
   * The members of an announced batch that are not inserted with the others, because a direct
   * insert of them was announced. The first answer stands for good: it is written down, under a
   * token that lets only the first writer in, and read back. Else a direct insert that is announced
   * later, and then steps back because it sees the batch, would change the batch's composition
   * between an insert and its repetition, and all other members would be inserted twice.
   */
  Set<ContentHash> decide(Batch batch) {
    ContentHash batchHash =
        ContentHash.of(
            "batch".getBytes(StandardCharsets.UTF_8),
            batch.token().getBytes(StandardCharsets.UTF_8));
    List<ContentHash> hashes = new ArrayList<>();
    hashes.add(batchHash);
    batch.envelopes().forEach(each -> hashes.add(each.hash()));
    List<Row> rows = find(hashes);
    if (rows.stream().noneMatch(row -> row.hash().equals(batchHash))) {
      List<Row> decision = new ArrayList<>();
      decision.add(new Row(batchHash, Route.QUEUE, batch.token()));
      rows.stream()
          .filter(row -> row.route() == Route.DIRECT)
          .map(Row::hash)
          .distinct()
          .forEach(hash -> decision.add(new Row(hash, Route.DIRECT, batch.token())));
      // Tokens are looked up per partition: a time of the batch's own always gives the same one.
      write(
          batch.token() + ":decision",
          decision,
          batch.envelopes().getFirst().acceptedEpochMillis());
      rows = find(hashes);
    }
    Set<ContentHash> direct = new HashSet<>();
    for (Row row : rows) {
      if (row.route() == Route.DIRECT && row.batchToken().equals(batch.token())) {
        direct.add(row.hash());
      }
    }
    return direct;
  }

  private void mark(String token, String mark, Collection<ContentHash> hashes) {
    write(
        token + ":" + mark,
        hashes.stream().map(hash -> new Row(hash, Route.DIRECT, mark)).toList(),
        clock.millis());
  }

  private List<Row> find(Collection<ContentHash> hashes) {
    List<String> texts = hashes.stream().map(ContentHash::toString).toList();
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += MAX_HASHES) {
      List<String> some = texts.subList(from, Math.min(texts.size(), from + MAX_HASHES));
      rows.addAll(
          clickHouse.query(
              Statement.of("find_ingest_ledger", FIND, Map.of("hashes", some)),
              row ->
                  new Row(
                      new ContentHash(row.bigEndian64(), row.bigEndian64()),
                      row.int8() == Route.QUEUE.number ? Route.QUEUE : Route.DIRECT,
                      row.string())));
    }
    return rows;
  }

  private void write(String token, List<Row> rows, long epochMillis) {
    FixedStringColumn hash = new FixedStringColumn("content_hash", ContentHash.BYTES);
    NumberColumn route = NumberColumn.int8("route");
    StringColumn batchToken = new StringColumn("batch_token");
    NumberColumn at = NumberColumn.seconds("at");
    for (Row row : rows) {
      hash.add(row.hash().high(), row.hash().low());
      route.add(row.route().number);
      batchToken.add(row.batchToken());
      at.add(epochMillis / 1000);
    }
    List<Column> columns = List.of(hash, route, batchToken, at);
    try (BlockWriter writer = new BlockWriter()) {
      clickHouse.insert(
          new Insert("insert_" + TABLE, TABLE, token, List.of(writer.write(columns))));
    }
  }

  private record Row(ContentHash hash, Route route, String batchToken) {
    boolean saysStored(Table table) {
      return route == Route.DIRECT
          && (batchToken.equals(STORED) || batchToken.equals(STORED + ":" + table.tableName()));
    }
  }

  private enum Route {
    QUEUE(1),
    DIRECT(2);

    private final int number;

    Route(int number) {
      this.number = number;
    }
  }
}
