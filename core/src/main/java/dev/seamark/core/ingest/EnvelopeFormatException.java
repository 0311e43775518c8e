package dev.seamark.core.ingest;

/** Bytes that are not an envelope, or one of a later version. */
public final class EnvelopeFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final boolean unknownVersion;

  EnvelopeFormatException(String message, boolean unknownVersion) {
    super(message);
    this.unknownVersion = unknownVersion;
  }

  /** Whether a later program wrote the bytes: another replica may be able to read them. */
  public boolean isUnknownVersion() {
    return unknownVersion;
  }
}
