package dev.seamark.core.ingest;

import dev.seamark.core.span.Span;
import dev.seamark.core.workspace.ApiKey;
import java.util.List;

/** Encodes spans into blocks that the store takes unparsed. */
@FunctionalInterface
public interface SpanEncoder {

  /**
   * One block per table touched.
   *
   * @param owner workspace, project and retention of every row
   * @param version orders writes of the same span: the highest wins
   */
  List<Block> encode(ApiKey owner, long version, List<Span> spans);
}
