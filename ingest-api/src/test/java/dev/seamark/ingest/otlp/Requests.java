package dev.seamark.ingest.otlp;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Export requests and their encodings. */
public final class Requests {
  private Requests() {}

  /** A span with random ids that started now. */
  public static Span.Builder span(long startEpochNanos) {
    byte[] traceId = new byte[16];
    byte[] spanId = new byte[8];
    ThreadLocalRandom.current().nextBytes(traceId);
    ThreadLocalRandom.current().nextBytes(spanId);
    return Span.newBuilder()
        .setTraceId(ByteString.copyFrom(traceId))
        .setSpanId(ByteString.copyFrom(spanId))
        .setName("GET /cart")
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .setStartTimeUnixNano(startEpochNanos)
        .setEndTimeUnixNano(startEpochNanos + 1_234_567)
        .addAttributes(text("http.request.method", "GET"));
  }

  public static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  public static KeyValue number(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  public static ExportTraceServiceRequest of(Span... spans) {
    return of(List.of(spans));
  }

  public static ExportTraceServiceRequest of(List<Span> spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "shop")))
                .addScopeSpans(
                    ScopeSpans.newBuilder()
                        .setScope(
                            InstrumentationScope.newBuilder().setName("demo").setVersion("1.0"))
                        .addAllSpans(spans)))
        .build();
  }

  public static ExportTraceServiceRequest random(int spans, long startEpochNanos) {
    return of(IntStream.range(0, spans).mapToObj(_ -> span(startEpochNanos).build()).toList());
  }

  public static byte[] gzip(byte[] body) {
    return compress(body, GZIPOutputStream::new);
  }

  public static byte[] zlib(byte[] body) {
    return compress(body, DeflaterOutputStream::new);
  }

  public static byte[] rawDeflate(byte[] body) {
    return compress(
        body,
        out -> new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true)));
  }

  public static byte[] zstd(byte[] body) {
    return Zstd.compress(body);
  }

  private static byte[] compress(byte[] body, Wrapper wrapper) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = wrapper.wrap(compressed)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }

  @FunctionalInterface
  private interface Wrapper {
    OutputStream wrap(OutputStream out) throws IOException;
  }
}
