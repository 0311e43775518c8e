package dev.seamark.storage.clickhouse.ingest;

import com.github.luben.zstd.Zstd;
import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.ContentHash;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.Table;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Envelopes that are inserted together under one token.
 *
 * @param isAlone one envelope under its content hash
 */
record Part(String token, boolean isAlone, List<Envelope> envelopes) {
  /** Bounds the server's memory for one insert, which is some times the inflated size. */
  static final long MAX_INFLATED_BYTES = 64L * 1024 * 1024;

  static final int MAX_ROWS = 250_000;

  Part {
    envelopes = List.copyOf(envelopes);
  }

  static Part alone(Envelope envelope) {
    return new Part(envelope.hash().toString(), true, List.of(envelope));
  }

  /**
   * The parts of a batch, in an order that depends on the batch and on {@code direct} only.
   *
   * @param members of the batch, each payload once
   * @param direct those that are inserted alone
   */
  static List<Part> of(String batchToken, List<Envelope> members, Set<ContentHash> direct) {
    List<Part> parts = new ArrayList<>();
    List<Part> alone = new ArrayList<>();
    List<Envelope> together = new ArrayList<>();
    long rows = 0;
    long inflated = 0;
    for (Envelope envelope : members) {
      if (direct.contains(envelope.hash())) {
        alone.add(alone(envelope));
        continue;
      }
      rows += envelope.rows();
      inflated += inflatedBytes(envelope);
      if (!together.isEmpty() && (rows > MAX_ROWS || inflated > MAX_INFLATED_BYTES)) {
        parts.add(together(batchToken, members, together));
        together = new ArrayList<>();
        rows = envelope.rows();
        inflated = inflatedBytes(envelope);
      }
      together.add(envelope);
    }
    if (!together.isEmpty()) {
      parts.add(together(batchToken, members, together));
    }
    parts.addAll(alone);
    return parts;
  }

  /** The batch's token if these are all its members, else one that names them too. */
  private static Part together(String batchToken, List<Envelope> members, List<Envelope> some) {
    if (some.size() == members.size()) {
      return new Part(batchToken, false, some);
    }
    byte[][] hashes = new byte[some.size()][];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = some.get(i).hash().toString().getBytes(StandardCharsets.UTF_8);
    }
    return new Part(batchToken + ":" + ContentHash.of(hashes), false, some);
  }

  private static long inflatedBytes(Envelope envelope) {
    long bytes = 0;
    for (Block block : envelope.blocks()) {
      bytes += Math.max(block.body().length, Zstd.getFrameContentSize(block.body()));
    }
    return bytes;
  }

  ContentHash firstHash() {
    return envelopes.getFirst().hash();
  }

  List<ContentHash> hashes() {
    return envelopes.stream().map(Envelope::hash).toList();
  }

  /** The bodies with rows of one table. */
  List<byte[]> bodies(Table table) {
    List<byte[]> bodies = new ArrayList<>();
    for (Envelope envelope : envelopes) {
      for (Block block : envelope.blocks()) {
        if (block.table() == table && block.rows() > 0) {
          bodies.add(block.body());
        }
      }
    }
    return bodies;
  }
}
