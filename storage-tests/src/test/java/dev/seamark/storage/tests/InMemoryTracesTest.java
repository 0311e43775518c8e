package dev.seamark.storage.tests;

import dev.seamark.core.span.Span;
import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.workspace.ApiKey;
import java.util.Collection;

class InMemoryTracesTest extends TraceReaderContract {
  private final InMemoryTraces traces = new InMemoryTraces();

  @Override
  protected TraceReader reader() {
    return traces;
  }

  @Override
  protected void write(ApiKey owner, long version, Collection<Span> spans) {
    traces.write(owner, version, spans);
  }
}
