package dev.seamark.ingest.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.ingest.body.ContentCoding;
import dev.seamark.ingest.body.MemoryBudget;
import dev.seamark.ingest.body.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;

/** What an exporter put on the wire, recorded: {@code fixtures/<name>.<signal>}. */
record Recorded(String name, OtlpEncoding encoding, ContentCoding coding) {

  /** Takes the request in without anything to complain about. */
  void send(OtlpSignal signal, long nowEpochNanos) throws IOException {
    ApiKey owner =
        new ApiKey(
            "pk",
            "hash",
            "test",
            new WorkspaceId(new UUID(0, 1)),
            new ProjectId(new UUID(0, 2)),
            30,
            Set.of(Scope.INGEST));
    String path = "/fixtures/" + name + "." + signal.name();
    try (InputStream resource = Recorded.class.getResourceAsStream(path);
        MemoryBudget.Claim claim = new MemoryBudget(100 << 20).open()) {
      byte[] wire = Objects.requireNonNull(resource, path).readAllBytes();
      RequestBody body =
          RequestBody.collect(
                  Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(wire)), 1 << 20, claim)
              .toFuture()
              .join();
      byte[] bytes = body.decode(coding, 1 << 20);
      SignalEncoding signalEncoding = signal.begin(owner, nowEpochNanos);
      new RequestDecoder(signal.emptyRequest()).decode(encoding, bytes, claim, signalEncoding::add);
      assertThat(signalEncoding.finish().rejections().message()).isEmpty();
    }
  }
}
