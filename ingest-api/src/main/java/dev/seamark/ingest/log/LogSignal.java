package dev.seamark.ingest.log;

import com.google.protobuf.Message;
import dev.seamark.core.ingest.LogEncoder;
import dev.seamark.core.log.LogRecord;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.ingest.attribute.AttributeMapper;
import dev.seamark.ingest.otlp.BlockSums;
import dev.seamark.ingest.otlp.EncodedRequest;
import dev.seamark.ingest.otlp.OtlpSignal;
import dev.seamark.ingest.otlp.RecordClock;
import dev.seamark.ingest.otlp.Rejections;
import dev.seamark.ingest.otlp.SignalEncoding;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import java.util.List;
import java.util.Set;

/** Logs: {@code POST /v1/logs}. */
public final class LogSignal implements OtlpSignal {
  private final LogMapper mapper;
  private final LogLimits limits;
  private final LogEncoder encoder;

  public LogSignal(AttributeMapper attributes, LogLimits limits, LogEncoder encoder) {
    this.mapper = new LogMapper(attributes, limits);
    this.limits = limits;
    this.encoder = encoder;
  }

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public Message emptyRequest() {
    return ExportLogsServiceRequest.getDefaultInstance();
  }

  @Override
  public String rejectedCountName() {
    return "rejectedLogRecords";
  }

  @Override
  public SignalEncoding begin(ApiKey owner, long acceptedEpochNanos) {
    return new LogEncoding(owner, acceptedEpochNanos);
  }

  private final class LogEncoding implements SignalEncoding {
    private final ApiKey owner;
    private final RecordClock clock;
    private final Rejections rejections = new Rejections();
    private final BlockSums blocks = new BlockSums();
    private int accepted;

    LogEncoding(ApiKey owner, long acceptedEpochNanos) {
      this.owner = owner;
      this.clock = RecordClock.of(owner, acceptedEpochNanos, limits.maxAge(), limits.maxAhead());
    }

    @Override
    public void add(Message part) {
      List<LogRecord> records =
          mapper.map(
              (ExportLogsServiceRequest) part, clock, limits.maxRecords() - accepted, rejections);
      if (records.isEmpty()) {
        return;
      }
      accepted += records.size();
      encoder.encode(owner, clock.nowEpochNanos(), records).forEach(blocks::add);
    }

    @Override
    public EncodedRequest finish() {
      return new EncodedRequest(accepted, blocks.join(), Set.of(), rejections);
    }
  }
}
