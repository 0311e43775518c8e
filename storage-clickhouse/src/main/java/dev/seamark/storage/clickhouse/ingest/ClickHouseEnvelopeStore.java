package dev.seamark.storage.clickhouse.ingest;

import com.github.luben.zstd.Zstd;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Batch;
import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.core.ingest.Table;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.Insert;
import dev.seamark.storage.clickhouse.summary.TraceSummaries;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Inserts envelopes into ClickHouse exactly once. A repeated insert is recognised by its token, in
 * the table and in the targets of its views; what may carry which token is settled by {@link
 * IngestLedger} before the first insert.
 *
 * <ul>
 *   <li>A batch is one insert per table under the batch's token. Members that a direct insert was
 *       announced for are left out; then the token also names who was left out, so that a token
 *       always stands for one composition.
 *   <li>Everything that is inserted alone carries its content hash as token, whoever inserts it.
 * </ul>
 *
 * <p>Resources go before the spans that refer to them, so no reader meets a span without its
 * resource. Summaries are recomputed last; a failure before that repeats the whole, which the
 * tokens make harmless.
 */
public final class ClickHouseEnvelopeStore implements EnvelopeStore {
  /** One insert must stay one block, or a refused one could be stored in part. */
  private static final int MAX_ROWS = 1_000_000;

  private static final long MAX_INFLATED_BYTES = 256L * 1024 * 1024;

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
    Collection<Envelope> members = distinct(batch.envelopes());
    ledger.announceQueued(batch.token(), batch.envelopes());
    requireOneBlock(members);
    Set<ContentHash> direct = ledger.decide(batch);
    if (direct.isEmpty()) {
      insert(batch.token(), members);
    } else {
      List<Envelope> together = new ArrayList<>();
      List<Envelope> alone = new ArrayList<>();
      members.forEach(each -> (direct.contains(each.hash()) ? alone : together).add(each));
      insert(batch.token() + ":" + hashOf(direct), together);
      Set<ContentHash> stored = ledger.findStored(direct);
      for (Envelope envelope : alone) {
        if (!stored.contains(envelope.hash())) {
          insert(envelope.hash().toString(), List.of(envelope));
        }
      }
    }
    summaries.recompute(members);
  }

  @Override
  public void insertAlone(Envelope envelope) {
    ledger.announceQueued(envelope.hash().toString(), List.of(envelope));
    if (!ledger.find(envelope.hash()).stored()) {
      insert(envelope.hash().toString(), List.of(envelope));
    }
    summaries.recompute(List.of(envelope));
  }

  @Override
  public void insertDirect(Envelope envelope) {
    ContentHash hash = envelope.hash();
    if (isTakenCareOf(hash)) {
      return;
    }
    ledger.announceDirect(hash);
    if (isTakenCareOf(hash)) {
      return;
    }
    insert(hash.toString(), List.of(envelope));
    summaries.recompute(List.of(envelope));
    ledger.completeDirect(hash);
  }

  private boolean isTakenCareOf(ContentHash hash) {
    IngestLedger.State state = ledger.find(hash);
    return state.queued() || state.stored();
  }

  private void insert(String token, Collection<Envelope> envelopes) {
    for (Table table : Table.values()) {
      List<byte[]> bodies = new ArrayList<>();
      for (Envelope envelope : envelopes) {
        for (Block block : envelope.blocks()) {
          if (block.table() == table && block.rows() > 0) {
            bodies.add(block.body());
          }
        }
      }
      if (!bodies.isEmpty()) {
        String name = table.tableName();
        clickHouse.insert(new Insert("insert_" + name, name, token + ":" + name, bodies));
      }
    }
  }

  /** The envelopes without those whose payload an earlier one has. */
  private static Collection<Envelope> distinct(List<Envelope> envelopes) {
    Map<ContentHash, Envelope> byHash = new LinkedHashMap<>();
    envelopes.forEach(each -> byHash.putIfAbsent(each.hash(), each));
    return byHash.values();
  }

  private static void requireOneBlock(Collection<Envelope> envelopes) {
    long rows = 0;
    long inflated = 0;
    for (Envelope envelope : envelopes) {
      rows += envelope.rows();
      for (Block block : envelope.blocks()) {
        inflated += Math.max(block.body().length, Zstd.getFrameContentSize(block.body()));
      }
    }
    if (envelopes.size() > 1 && (rows > MAX_ROWS || inflated > MAX_INFLATED_BYTES)) {
      throw new SeamarkException(
          ErrorCode.BLOCK_REFUSED,
          "batch: %d rows, %d bytes (expected: at most %d and %d)"
              .formatted(rows, inflated, MAX_ROWS, MAX_INFLATED_BYTES));
    }
  }

  private static ContentHash hashOf(Set<ContentHash> hashes) {
    Set<String> sorted = new TreeSet<>();
    hashes.forEach(hash -> sorted.add(hash.toString()));
    return ContentHash.of(String.join(",", sorted).getBytes(StandardCharsets.UTF_8));
  }
}
