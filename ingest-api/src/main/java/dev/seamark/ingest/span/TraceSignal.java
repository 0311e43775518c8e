package dev.seamark.ingest.span;

import com.google.protobuf.Message;
import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.EncodedRequest;
import dev.seamark.ingest.otlp.OtlpSignal;
import dev.seamark.ingest.otlp.Rejections;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Traces: {@code POST /v1/traces}. */
public final class TraceSignal implements OtlpSignal {
  private final SpanMapper mapper;
  private final SpanLimits limits;
  private final SpanEncoder encoder;

  public TraceSignal(AttributeMapper attributes, SpanLimits limits, SpanEncoder encoder) {
    this.mapper = new SpanMapper(attributes, limits);
    this.limits = limits;
    this.encoder = encoder;
  }

  @Override
  public String name() {
    return "traces";
  }

  @Override
  public Message emptyRequest() {
    return ExportTraceServiceRequest.getDefaultInstance();
  }

  @Override
  public String rejectedCountName() {
    return "rejectedSpans";
  }

  @Override
  public EncodedRequest encode(Message request, ApiKey owner, long acceptedEpochNanos) {
    Rejections rejections = new Rejections();
    SpanClock clock =
        new SpanClock(
            acceptedEpochNanos,
            limits.maxAge(),
            Duration.ofDays(owner.retentionDays()),
            limits.maxAhead());
    List<Span> spans = mapper.map((ExportTraceServiceRequest) request, clock, rejections);
    Set<TraceId> traceIds = new HashSet<>();
    for (Span span : spans) {
      traceIds.add(span.traceId());
    }
    List<Block> blocks =
        spans.isEmpty() ? List.of() : encoder.encode(owner, acceptedEpochNanos, spans);
    return new EncodedRequest(spans.size(), blocks, traceIds, rejections);
  }
}
