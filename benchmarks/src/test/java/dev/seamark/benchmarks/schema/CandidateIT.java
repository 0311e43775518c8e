package dev.seamark.benchmarks.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.benchmarks.stack.Engine;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Candidates replace parts of the migrated definition: these parts must be there. */
class CandidateIT {
  @TempDir static Path folder;

  private static Engine engine;

  @BeforeAll
  static void start() {
    engine = Engine.start(folder.resolve("engine"), 1_000_000_000L);
    SchemaBenchmark.migrate(engine);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  static Stream<Candidate> candidates() {
    return Stream.of(SortKeys.CANDIDATES, Layouts.ATTRIBUTES, Layouts.TYPES, Layouts.CODECS)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("candidates")
  void candidate_canBeCreated(Candidate candidate) {
    candidate.create(engine, "candidate");

    assertThat(engine.number("SELECT count() FROM candidate")).isZero();
  }

  @Test
  void generatedSpans_fitTheTable() throws Exception {
    GeneratedSpans spans = GeneratedSpans.generate(engine, 1_000, folder.resolve("blocks"));

    engine.insert("load", "spans", spans.files().getFirst());

    assertThat((long) engine.number("SELECT count() FROM spans")).isEqualTo(spans.rows());
    assertThat(engine.number("SELECT uniqExact(trace_id) FROM trace_times")).isEqualTo(100);
    assertThat(
            engine.number(
                "SELECT min(length(attributes_string) + length(attributes_int) + length(attributes_bool)) FROM spans"))
        .isEqualTo(12);
  }
}
