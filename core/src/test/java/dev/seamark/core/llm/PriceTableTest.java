package dev.seamark.core.llm;

import static dev.seamark.core.llm.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTableTest {
  private static final PriceTable BUILT_IN = PriceTable.builtIn();
  private static final LlmMapping MAPPING = LlmMapping.builtIn();

  private static long nanos(String day) {
    return Instant.parse(day + "T12:00:00Z").getEpochSecond() * 1_000_000_000L;
  }

  private static LlmAttributes call(String model, long input, long output, Object... more) {
    Object[] attributes =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "gen_ai.request.model", model,
                    "gen_ai.usage.input_tokens", input,
                    "gen_ai.usage.output_tokens", output),
                java.util.Arrays.stream(more))
            .toArray();
    return MAPPING.map(span(attributes));
  }

  private static BigDecimal cost(PriceTable table, LlmAttributes call, String day) {
    return Dollars.toDecimal(table.cost(call, nanos(day)).total());
  }

  /** Prices of a million tokens in and a million out. */
  @ParameterizedTest
  @CsvSource({
    "gpt-4o, 12.5",
    "openai/gpt-4o-mini, 0.75",
    "gpt-4o-mini-2024-07-18, 0.75",
    "gpt-5-mini, 2.25",
    "gpt-5.4, 27.5",
    "o3-2025-04-16, 10",
    "claude-sonnet-4-20250514, 28.5",
    "us.anthropic.claude-3-5-sonnet-20241022-v2:0, 18",
    "anthropic/claude-opus-4.5, 30",
    "claude-opus-4-5@20251101, 30",
    "claude-opus-5-5, 24",
    "claude-haiku-5-5, 3",
    "models/gemini-2.5-pro, 17.5",
    "gemini-2.0-flash-001, 0.5",
    "mistral-large-latest, 2",
    "deepseek-chat, 0.7",
    "grok-4.5, 16",
    "command-r-plus-08-2024, 12.5",
    "meta-llama/Llama-3.3-70B-Instruct-Turbo, 1.76",
    "accounts/fireworks/models/llama-v3p3-70b-instruct, 1.8",
    "us.meta.llama3-3-70b-instruct-v1:0, 1.44",
    "llama-3.3-70b-versatile, 1.38",
    "amazon.nova-pro-v1:0, 4",
    "text-embedding-3-small, 0.02",
    "ft:gpt-4o-mini-2024-07-18:org::abc, 1.5"
  })
  void cost_knownModels(String model, BigDecimal dollars) {
    assertThat(cost(BUILT_IN, call(model, 1_000_000, 1_000_000), "2026-11-20"))
        .isEqualByComparingTo(dollars);
  }

  @ParameterizedTest
  @CsvSource({"gpt-4o-mini-x", "unknown", "''", "my-claude-3-haiku", "gpt-4o gpt-4o"})
  void cost_unknownModel_isNone(String model) {
    assertThat(BUILT_IN.cost(call(model, 10, 10), nanos("2026-01-01"))).isEqualTo(Cost.NONE);
  }

  @Test
  void cost_cachedTokens_arePricedApart() {
    LlmAttributes call =
        call(
            "claude-sonnet-4-6",
            100_000,
            0,
            "gen_ai.usage.cache_read.input_tokens",
            60_000,
            "gen_ai.usage.cache_creation.input_tokens",
            10_000);
    // 30,000 at 3 dollars, 60,000 at 0.30, 10,000 at 3.75
    assertThat(cost(BUILT_IN, call, "2026-11-20")).isEqualByComparingTo("0.1455");
  }

  @Test
  void cost_audioTokens_arePricedApart() {
    LlmAttributes call =
        call("gpt-4o-audio-preview", 1000, 1000, "gen_ai.usage.audio_input_tokens", 400);
    // 600 at 2.50, 400 at 40, 1000 at 10
    assertThat(cost(BUILT_IN, call, "2026-11-20")).isEqualByComparingTo("0.0275");
  }

  @Test
  void cost_tierByInput_holdsForTheWholeCall() {
    assertThat(cost(BUILT_IN, call("gemini-2.5-pro", 200_000, 1000), "2026-11-20"))
        .isEqualByComparingTo("0.26");
    assertThat(cost(BUILT_IN, call("gemini-2.5-pro", 200_001, 1000), "2026-11-20"))
        .isEqualByComparingTo("0.5150025");
  }

  @Test
  void cost_tierByService() {
    LlmAttributes flex = call("o3", 1_000_000, 0, "openai.response.service_tier", "flex");
    LlmAttributes usual = call("o3", 1_000_000, 0, "openai.response.service_tier", "default");
    assertThat(cost(BUILT_IN, flex, "2026-11-20")).isEqualByComparingTo("1");
    assertThat(cost(BUILT_IN, usual, "2026-11-20")).isEqualByComparingTo("2");
  }

  @ParameterizedTest
  @CsvSource({"2025-02-07, 0.14", "2025-02-08, 0.27", "2025-09-05, 0.56", "2026-11-20, 0.28"})
  void cost_newestPriceThatIsNotAfterTheSpan(String day, BigDecimal dollars) {
    assertThat(cost(BUILT_IN, call("deepseek-chat", 1_000_000, 0), day))
        .isEqualByComparingTo(dollars);
  }

  private static ModelPrice own(String pattern, String from, String input) {
    long units = Dollars.of(new BigDecimal(input).movePointLeft(6)).orElseThrow();
    return new ModelPrice(
        pattern,
        List.of(
            new ModelPrice.Period(
                LocalDate.parse(from),
                List.of(
                    new ModelPrice.Tier(0, null, new Price(units, 0, units, units, units, 0))))));
  }

  @Test
  void cost_workspacePriceComesFirst_fromItsDayOn() {
    PriceTable table =
        BUILT_IN.withOwn(
            List.of(own("gpt-4o", "2026-06-01", "1"), own("gpt-4o.*", "2026-09-01", "7")));
    LlmAttributes call = call("gpt-4o", 1_000_000, 0);
    assertThat(cost(table, call, "2026-05-31")).isEqualByComparingTo("2.5");
    assertThat(cost(table, call, "2026-06-01")).isEqualByComparingTo("1");
    assertThat(cost(table, call, "2026-09-01")).isEqualByComparingTo("7");
    assertThat(table.cost(call, nanos("2026-09-01")).source())
        .isEqualTo(Cost.Source.WORKSPACE_PRICE);
    assertThat(cost(table, call("my-model", 1, 1), "2026-09-01")).isEqualByComparingTo("0");
    assertThat(cost(BUILT_IN.withOwn(List.of()), call, "2026-09-01")).isEqualByComparingTo("2.5");
  }

  @Test
  void cost_clientsOwn_wins() {
    LlmAttributes call = call("gpt-4o", 1_000_000, 0, "gen_ai.usage.cost", 0.01);
    assertThat(cost(BUILT_IN, call, "2026-11-20")).isEqualByComparingTo("0.01");
  }

  @Test
  void cost_hostilePattern_endsSoon() {
    PriceTable table = BUILT_IN.withOwn(List.of(own("(a*)*(a*)*(a*)*b", "2020-01-01", "1")));
    LlmAttributes call = call("a".repeat(200), 1, 1);
    assertThat(
            org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5), () -> table.cost(call, nanos("2026-01-01"))))
        .isEqualTo(Cost.NONE);
  }

  @Test
  void cost_manyModels_areNotAllRemembered() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(BUILT_IN.cost(call("m" + i, 1, 1), 0)).isEqualTo(Cost.NONE);
    }
    assertThat(BUILT_IN.rememberedModels()).isLessThanOrEqualTo(2048);
    assertThat(BUILT_IN.cost(call("m".repeat(100_000), 1, 1), 0)).isEqualTo(Cost.NONE);
  }

  @Test
  void builtIn_everyPrice_isPlausible() {
    for (ModelPrice model : PriceFile.parse(LineFile.read("model-prices.txt"))) {
      for (ModelPrice.Period period : model.periods()) {
        for (ModelPrice.Tier tier : period.tiers()) {
          Price price = tier.price();
          assertThat(price.input()).as(model.pattern()).isPositive();
          assertThat(price.cacheRead()).as(model.pattern()).isLessThanOrEqualTo(price.input());
          assertThat(price.output())
              .as(model.pattern())
              .matches(out -> out == 0 || out >= price.input());
        }
      }
    }
  }

  @Test
  void parse_wrongLine_namesIt() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "  - in=1 out=2", "model PATTERN",
                "model x\n - out=2", "in=PRICE",
                "model x\n 2026 in=1", "a date",
                "model x\n - in=0.0000001", "six decimals",
                "model x\n - cheap=1", "NAME=VALUE",
                "model x\nmodel x", "not told before")
            .entrySet()) {
      assertThatThrownBy(() -> PriceTable.parse(wrong.getKey()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("line ")
          .hasMessageContaining(wrong.getValue());
    }
    assertThatThrownBy(() -> own("(", "2026-01-01", "1")).hasMessageContaining("pattern: '('");
  }
}
