package dev.seamark.core.ingest;

import java.util.List;

/**
 * Envelopes that are inserted together.
 *
 * @param token names exactly this composition: the same token always comes with the same envelopes
 *     in the same order, whoever inserts it
 */
public record Batch(String token, List<Envelope> envelopes) {
  public Batch {
    envelopes = List.copyOf(envelopes);
    if (envelopes.isEmpty()) {
      throw new IllegalArgumentException("envelopes: [] (expected: at least one)");
    }
  }
}
