package dev.seamark.ingest.otlp;

import java.time.Duration;

/**
 * Bounds of one request.
 *
 * @param maxCompressedBytes of a body with a Content-Encoding, as it comes over the wire
 * @param maxBodyBytes of a body, inflated
 * @param bodyTimeout until a body must have arrived
 * @param retryAfter what a client that has to come back is asked to wait, rounded up to seconds
 */
public record OtlpLimits(
    long maxCompressedBytes, long maxBodyBytes, Duration bodyTimeout, Duration retryAfter) {
  public OtlpLimits {
    if (maxCompressedBytes < 1 || maxBodyBytes < 1) {
      throw new IllegalArgumentException(
          "maxCompressedBytes, maxBodyBytes: "
              + maxCompressedBytes
              + ", "
              + maxBodyBytes
              + " (expected: at least 1)");
    }
    if (!bodyTimeout.isPositive() || !retryAfter.isPositive()) {
      throw new IllegalArgumentException(
          "bodyTimeout, retryAfter: " + bodyTimeout + ", " + retryAfter + " (expected: positive)");
    }
  }

  long retryAfterSeconds() {
    return Math.max(1, retryAfter.plusMillis(999).toSeconds());
  }
}
