package dev.seamark.storage.clickhouse.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.seamark.core.ingest.Block;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.core.ingest.Table;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.storage.tests.Envelopes;
import dev.seamark.storage.tests.SpanData;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartTest {
  private static final int HALF = (int) (Part.MAX_INFLATED_BYTES / 2);

  private final ApiKey owner = SpanData.randomOwner();

  @Test
  void of_smallBatch() {
    Envelope first = envelope(10, 1000);
    Envelope second = envelope(10, 1000);

    assertThat(Part.of("batch", List.of(first, second), Set.of()))
        .containsExactly(new Part("batch", false, List.of(first, second)));
  }

  @Test
  void of_oneLargeEnvelope() {
    Envelope large = envelope(Part.MAX_ROWS + 1, HALF * 3);

    assertThat(Part.of("batch", List.of(large), Set.of()))
        .containsExactly(new Part("batch", false, List.of(large)));
  }

  @Test
  void of_moreBytesThanOnePart() {
    Envelope first = envelope(10, HALF - 100);
    Envelope second = envelope(10, HALF - 100);
    Envelope third = envelope(10, HALF - 100);
    List<Envelope> members = List.of(first, second, third);

    List<Part> parts = Part.of("batch", members, Set.of());

    assertThat(parts)
        .extracting(Part::envelopes)
        .containsExactly(List.of(first, second), List.of(third));
    assertThat(parts).extracting(Part::token).doesNotHaveDuplicates().allMatch(this::isNamed);
    assertThat(Part.of("batch", members, Set.of())).isEqualTo(parts);
  }

  @Test
  void of_moreRowsThanOnePart() {
    Envelope first = envelope(Part.MAX_ROWS, 10);
    Envelope second = envelope(1, 10);

    assertThat(Part.of("batch", List.of(first, second), Set.of())).hasSize(2);
  }

  @Test
  void of_membersAlone() {
    Envelope first = envelope(1, 10);
    Envelope second = envelope(1, 10);
    Envelope third = envelope(1, 10);
    List<Envelope> members = List.of(first, second, third);

    List<Part> parts = Part.of("batch", members, Set.of(second.hash()));

    assertThat(parts)
        .extracting(Part::envelopes)
        .containsExactly(List.of(first, third), List.of(second));
    assertThat(parts.getFirst().token()).matches(this::isNamed);
    assertThat(parts.getLast()).isEqualTo(Part.alone(second));
    assertThat(Part.of("batch", members, Set.of(third.hash())).getFirst().token())
        .isNotEqualTo(parts.getFirst().token());
  }

  /** Whether a token names members beside the batch. */
  private boolean isNamed(String token) {
    return token.startsWith("batch:") && token.length() > "batch:".length();
  }

  private Envelope envelope(int rows, int inflatedBytes) {
    byte[] body = Zstd.compress(new byte[inflatedBytes]);
    return Envelopes.of(owner, List.of(new Block(Table.SPANS, rows, body)), List.of());
  }
}
