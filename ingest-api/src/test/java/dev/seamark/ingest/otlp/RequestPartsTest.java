package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestPartsTest {

  @Test
  void split_smallBody_isItsOwnPart() throws IOException {
    byte[] body = Requests.random(3, 1).toByteArray();
    assertThat(split(new RequestParts(1, body.length), body)).containsExactly(body);
    assertThat(split(new RequestParts(1, 10), new byte[0])).containsExactly(new byte[0]);
  }

  @Test
  void split_keepsEveryRecordInItsLayers() throws IOException {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    for (int r = 0; r < 3; r++) {
      ResourceSpans.Builder resource =
          ResourceSpans.newBuilder()
              .setResource(Resource.newBuilder().addAttributes(Requests.text("r", "r" + r)))
              .setSchemaUrl("schema" + r);
      for (int s = 0; s < 2; s++) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl("scope" + s);
        for (int i = 0; i < 7; i++) {
          scope.addSpans(Requests.span(1).setName("r" + r + "scope" + s));
        }
        resource.addScopeSpans(scope);
      }
      request.addResourceSpans(resource);
    }
    request
        .addResourceSpans(ResourceSpans.newBuilder())
        .addResourceSpans(ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder()));
    List<Span> expected = new ArrayList<>();
    request
        .getResourceSpansList()
        .forEach(r -> r.getScopeSpansList().forEach(s -> expected.addAll(s.getSpansList())));

    List<Span> found = new ArrayList<>();
    for (byte[] part : split(new RequestParts(3, 1000), request.build().toByteArray())) {
      ExportTraceServiceRequest parsed = ExportTraceServiceRequest.parseFrom(part);
      ResourceSpans resource = parsed.getResourceSpans(0);
      ScopeSpans scope = resource.getScopeSpans(0);
      assertThat(scope.getSpansCount()).isBetween(1, 3);
      String name =
          resource.getResource().getAttributes(0).getValue().getStringValue()
              + scope.getSchemaUrl();
      assertThat(resource.getSchemaUrl()).isEqualTo("schema" + name.charAt(1));
      assertThat(scope.getSpansList()).allSatisfy(s -> assertThat(s.getName()).isEqualTo(name));
      found.addAll(scope.getSpansList());
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void split_largeRecord_isAPartOfItsOwn() throws IOException {
    Span large = Requests.span(1).addAttributes(Requests.text("k", "v".repeat(5000))).build();
    Span small = Requests.span(1).build();
    List<byte[]> parts =
        split(new RequestParts(100, 1000), Requests.of(small, large, small).toByteArray());
    assertThat(parts).hasSize(3);
  }

  @Test
  void split_unknownFields_areKept() throws IOException {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                99,
                UnknownFieldSet.Field.newBuilder()
                    .addLengthDelimited(ByteString.copyFromUtf8("later"))
                    .build())
            .build();
    ExportTraceServiceRequest.Builder request =
        Requests.of(Requests.span(1).build(), Requests.span(1).build()).toBuilder();
    request.getResourceSpansBuilder(0).setUnknownFields(unknown);
    for (byte[] part : split(new RequestParts(1, 10), request.build().toByteArray())) {
      assertThat(ExportTraceServiceRequest.parseFrom(part).getResourceSpans(0).getUnknownFields())
          .isEqualTo(unknown);
    }
  }

  @Test
  void split_damagedLayers_fail() {
    byte[] body = Requests.random(50, 1).toByteArray();
    assertThatThrownBy(() -> split(new RequestParts(5, 100), Arrays.copyOf(body, body.length - 1)))
        .isInstanceOf(IOException.class);
    byte[] manyFields = new byte[5000];
    Arrays.fill(manyFields, (byte) 0x18); // Field 3, varint, whose value is 0x18.
    byte[] damaged = new byte[manyFields.length + 3];
    damaged[0] = 0x0a;
    damaged[1] = (byte) ((manyFields.length & 0x7f) | 0x80);
    damaged[2] = (byte) (manyFields.length >>> 7);
    System.arraycopy(manyFields, 0, damaged, 3, manyFields.length);
    assertThatThrownBy(() -> split(new RequestParts(5, 100), damaged))
        .hasMessageContaining("more than 1000 fields");
  }

  /** The splitter relies on it. */
  @Test
  void layers_areNumberedAlikeInEverySignal() {
    for (var request :
        List.of(
            ExportTraceServiceRequest.getDescriptor(),
            ExportLogsServiceRequest.getDescriptor(),
            ExportMetricsServiceRequest.getDescriptor())) {
      var resource = request.findFieldByNumber(1).getMessageType();
      var scope = resource.findFieldByNumber(2).getMessageType();
      assertThat(request.findFieldByNumber(1).isRepeated()).isTrue();
      assertThat(resource.findFieldByNumber(2).isRepeated()).isTrue();
      assertThat(scope.findFieldByNumber(2).isRepeated()).isTrue();
      assertThat(resource.findFieldByNumber(1).getMessageType())
          .isEqualTo(Resource.getDescriptor());
    }
  }

  private static List<byte[]> split(RequestParts parts, byte[] body) throws IOException {
    List<byte[]> found = new ArrayList<>();
    parts.split(body, found::add);
    return found;
  }
}
