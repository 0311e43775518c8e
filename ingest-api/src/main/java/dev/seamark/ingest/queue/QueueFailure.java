package dev.seamark.ingest.queue;

import org.jspecify.annotations.Nullable;

/** Redis did not do what it was asked, or nobody knows whether it did. */
public final class QueueFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean uncertain;

  private QueueFailure(String message, boolean uncertain, @Nullable Throwable cause) {
    super(message, cause);
    this.uncertain = uncertain;
  }

  /** Redis certainly did nothing. */
  static QueueFailure away(String message, @Nullable Throwable cause) {
    return new QueueFailure(message, false, cause);
  }

  /** The request may have reached Redis, its reply did not come. */
  static QueueFailure uncertain(String message, @Nullable Throwable cause) {
    return new QueueFailure(message, true, cause);
  }

  /** Whether Redis may have done what it was asked. */
  public boolean isUncertain() {
    return uncertain;
  }
}
