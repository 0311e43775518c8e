package dev.seamark.ingest.otlp;

import com.google.protobuf.Message;

/** One request on its way to blocks, part by part. Used by one thread. */
public interface SignalEncoding {

  /** Checks, maps and encodes a part: an export request, whole or a piece of a large one. */
  void add(Message part);

  /** All parts together. */
  EncodedRequest finish();
}
