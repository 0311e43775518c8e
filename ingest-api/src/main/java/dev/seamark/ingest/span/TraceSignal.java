package dev.seamark.ingest.span;

import com.google.protobuf.Message;
import dev.seamark.core.ingest.SpanEncoder;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.BlockSums;
import dev.seamark.ingest.otlp.EncodedRequest;
import dev.seamark.ingest.otlp.OtlpSignal;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.SignalEncoding;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
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
  public SignalEncoding begin(ApiKey owner, long acceptedEpochNanos) {
    return new TraceEncoding(owner, acceptedEpochNanos);
  }

  private final class TraceEncoding implements SignalEncoding {
    private final ApiKey owner;
    private final RecordClock clock;
    private final Rejections rejections = new Rejections();
    private final Set<TraceId> traceIds = new HashSet<>();
    private final BlockSums blocks = new BlockSums();
    private int accepted;

    TraceEncoding(ApiKey owner, long acceptedEpochNanos) {
      this.owner = owner;
      this.clock = RecordClock.of(owner, acceptedEpochNanos, limits.maxAge(), limits.maxAhead());
    }

    @Override
    public void add(Message part) {
      List<Span> spans =
          mapper.map(
              (ExportTraceServiceRequest) part, clock, limits.maxSpans() - accepted, rejections);
      if (spans.isEmpty()) {
        return;
      }
      for (Span span : spans) {
        traceIds.add(span.traceId());
      }
      accepted += spans.size();
      encoder.encode(owner, clock.nowEpochNanos(), spans).forEach(blocks::add);
    }

    @Override
    public EncodedRequest finish() {
      return new EncodedRequest(accepted, blocks.join(), traceIds, rejections);
    }
  }
}
