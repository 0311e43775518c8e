package dev.seamark.storage.clickhouse.ingest;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.core.ingest.Table;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.Insert;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inserts envelopes into ClickHouse exactly once. A repeated insert is recognised by its token, in
 * the table and in the targets of its views; what may carry which token is settled by {@link
 * IngestLedger} before the first insert.
 *
 * <ul>
 *   <li>The members of a batch are inserted together, one insert per table, under the batch's
 *       token; a large batch in several parts. Members that a direct insert was announced for are
 *       left out. A token that does not stand for the whole batch also names its members, so that a
 *       token always stands for one composition.
 *   <li>Everything that is inserted alone carries its content hash as token, whoever inserts it.
 *   <li>One insert is one block: refused, it leaves nothing behind. When a refusal comes after
 *       other parts or tables went in, these are marked in the ledger before the refusal is
 *       reported, and {@link #insertAlone} leaves them out.
 * </ul>
 *
 * <p>Resources go before the spans that refer to them, so no reader meets a span without its
 * resource. Summaries are recomputed last; a failure before that repeats the whole, which the
 * tokens make harmless.
 */
public final class ClickHouseEnvelopeStore implements EnvelopeStore {
  private final ClickHouse clickHouse;
  private final IngestLedger ledger;
  private final TraceSummaries summaries;

  /**
   * A store.
   *
   * @param clickHouse the account that owns the database
   */
  public ClickHouseEnvelopeStore(ClickHouse clickHouse, TraceSummaries summaries, Clock clock) {
    this.clickHouse = clickHouse;
    this.ledger = new IngestLedger(clickHouse, clock);
    this.summaries = summaries;
  }

  @Override
  public void insertQueued(Batch batch) {
    List<Envelope> members = distinct(batch.envelopes());
    ledger.announceQueued(batch.token(), members);
    Set<ContentHash> direct = ledger.decide(batch);
    List<Part> stored = new ArrayList<>();
    for (Part part : Part.of(batch.token(), members, direct)) {
      try {
        insert(part, part.isAlone() ? ledger.findStored(part.firstHash()) : Set.of());
      } catch (SeamarkException e) {
        if (e.code() == ErrorCode.BLOCK_REFUSED) {
          stored.forEach(each -> ledger.markStored(each.token(), each.hashes()));
        }
        throw e;
      }
      stored.add(part);
    }
    summaries.recompute(members);
  }

  @Override
  public void insertAlone(Envelope envelope) {
    ContentHash hash = envelope.hash();
    ledger.announceQueued(hash.toString(), List.of(envelope));
    insert(Part.alone(envelope), ledger.findStored(hash));
    summaries.recompute(List.of(envelope));
  }

  @Override
  public void insertDirect(Envelope envelope) {
    ContentHash hash = envelope.hash();
    if (ledger.isQueued(hash)) {
      return;
    }
    ledger.announceDirect(hash);
    if (ledger.isQueued(hash)) {
      return;
    }
    Part part = Part.alone(envelope);
    insert(part, ledger.findStored(hash));
    summaries.recompute(List.of(envelope));
    ledger.markStored(part.token(), part.hashes());
  }

  private void insert(Part part, Set<Table> already) {
    List<Table> stored = new ArrayList<>();
    for (Table table : Table.values()) {
      List<byte[]> bodies = part.bodies(table);
      if (bodies.isEmpty() || already.contains(table)) {
        continue;
      }
      String name = table.tableName();
      try {
        clickHouse.insert(new Insert("insert_" + name, name, part.token() + ":" + name, bodies));
      } catch (SeamarkException e) {
        if (e.code() == ErrorCode.BLOCK_REFUSED) {
          stored.forEach(each -> ledger.markStored(part.token(), part.hashes(), each));
        }
        throw e;
      }
      stored.add(table);
    }
  }

  /** The envelopes without those whose payload an earlier one has. */
  private static List<Envelope> distinct(Collection<Envelope> envelopes) {
    Map<ContentHash, Envelope> byHash = new LinkedHashMap<>();
    envelopes.forEach(each -> byHash.putIfAbsent(each.hash(), each));
    return List.copyOf(byHash.values());
  }
}
