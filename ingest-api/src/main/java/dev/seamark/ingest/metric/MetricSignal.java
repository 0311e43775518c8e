package dev.seamark.ingest.metric;

import com.google.protobuf.Message;
import dev.seamark.core.ingest.MetricEncoder;
import dev.seamark.core.metric.MetricPoint;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.BlockSums;
import dev.seamark.ingest.otlp.EncodedRequest;
import dev.seamark.ingest.otlp.OtlpSignal;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.SignalEncoding;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Metrics: {@code POST /v1/metrics}. What is counted, accepted and rejected are data points. */
public final class MetricSignal implements OtlpSignal {
  private final MetricMapper mapper;
  private final MetricLimits limits;
  private final MetricEncoder encoder;

  public MetricSignal(AttributeMapper attributes, MetricLimits limits, MetricEncoder encoder) {
    this.mapper = new MetricMapper(attributes, limits);
    this.limits = limits;
    this.encoder = encoder;
  }

  @Override
  public String name() {
    return "metrics";
  }

  @Override
  public Message emptyRequest() {
    return ExportMetricsServiceRequest.getDefaultInstance();
  }

  @Override
  public String rejectedCountName() {
    return "rejectedDataPoints";
  }

  @Override
  public SignalEncoding begin(ApiKey owner, long acceptedEpochNanos) {
    return new MetricEncoding(owner, acceptedEpochNanos);
  }

  private final class MetricEncoding implements SignalEncoding {
    private final ApiKey owner;
    private final RecordClock clock;
    private final Rejections rejections = new Rejections();
    private final BlockSums blocks = new BlockSums();
    private final List<Runnable> durable = new ArrayList<>();
    private int accepted;

    MetricEncoding(ApiKey owner, long acceptedEpochNanos) {
      this.owner = owner;
      this.clock = RecordClock.of(owner, acceptedEpochNanos, limits.maxAge(), limits.maxAhead());
    }

    @Override
    public void add(Message part) {
      PointSink sink = new PointSink(limits.maxPoints() - accepted, this::encode);
      mapper.map((ExportMetricsServiceRequest) part, clock, sink, rejections);
      accepted += sink.accepted();
    }

    private void encode(List<MetricPoint> points) {
      MetricEncoder.Encoded encoded = encoder.encode(owner, clock.nowEpochNanos(), points);
      encoded.blocks().forEach(blocks::add);
      durable.add(encoded.durable());
    }

    @Override
    public EncodedRequest finish() {
      return new EncodedRequest(
          accepted, blocks.join(), Set.of(), rejections, () -> durable.forEach(Runnable::run));
    }
  }
}
