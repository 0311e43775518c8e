package dev.seamark.storage.clickhouse.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.storage.tests.Golden;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TraceStatementsTest {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+):");

  static Stream<String> names() {
    return TraceStatements.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void text_asReviewed(String name) {
    Golden.assertGolden("trace/" + name + ".sql", TraceStatements.named(name).text());
  }

  @ParameterizedTest
  @MethodSource("names")
  void parameters_exactlyThoseOfTheText(String name) {
    assertThat(
            PARAMETER
                .matcher(TraceStatements.named(name).text())
                .results()
                .map(match -> match.group(1))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(TraceStatements.named(name).parameters().keySet());
  }

  @ParameterizedTest
  @MethodSource("names")
  void name_beginsTheGoldenFiles(String name) {
    assertThat(name).startsWith(TraceStatements.named(name).name());
  }
}
