package dev.seamark.ingest.otlp;

import com.google.protobuf.Message;
import dev.seamark.core.workspace.ApiKey;

/** What one of OTLP's signals needs beyond what all of them share. */
public interface OtlpSignal {

  /** The last segment of the path: {@code traces} of {@code /v1/traces}. */
  String name();

  /** An empty export request: tells how to decode one. */
  Message emptyRequest();

  /** The JSON name of the rejected count in a partial success, such as {@code rejectedSpans}. */
  String rejectedCountName();

  /**
   * Begins to encode a request.
   *
   * @param owner workspace and project of every record
   * @param acceptedEpochNanos when the request came, nanoseconds since 1970
   */
  SignalEncoding begin(ApiKey owner, long acceptedEpochNanos);
}
