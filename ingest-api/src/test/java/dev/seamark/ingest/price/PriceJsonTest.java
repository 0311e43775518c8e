package dev.seamark.ingest.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.llm.Dollars;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.Price;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceJsonTest {
  private static final long PER_MILLION = Dollars.ONE / 1_000_000;

  @Test
  void read_everything_andBack() {
    ModelPrice price =
        read(
            """
            {"pattern": "my-model-.*", "periods": [
              {"tiers": [{"input": 2.5, "output": 10}]},
              {"from": "2026-11-01", "tiers": [
                {"input": 3, "output": 12, "cache_read": 0.000001, "cache_write": 4, "audio_input": 5, "audio_output": 6},
                {"input": 1, "service_tier": "flex", "input_above": 200000}]}]}
            """);

    assertThat(price)
        .isEqualTo(
            new ModelPrice(
                "my-model-.*",
                List.of(
                    new ModelPrice.Period(
                        LocalDate.MIN,
                        List.of(
                            new ModelPrice.Tier(
                                0,
                                null,
                                price(
                                    2_500_000,
                                    10_000_000,
                                    2_500_000,
                                    2_500_000,
                                    2_500_000,
                                    10_000_000)))),
                    new ModelPrice.Period(
                        LocalDate.parse("2026-11-01"),
                        List.of(
                            new ModelPrice.Tier(
                                0,
                                null,
                                price(3_000_000, 12_000_000, 1, 4_000_000, 5_000_000, 6_000_000)),
                            new ModelPrice.Tier(
                                200_000,
                                "flex",
                                price(1_000_000, 0, 1_000_000, 1_000_000, 1_000_000, 0)))))));
    assertThat(read(PriceJson.of(price).toString())).isEqualTo(price);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                                  | MALFORMED_PAYLOAD | body: not JSON
          {} {}                                                              | MALFORMED_PAYLOAD | body: not JSON
          3                                                                  | INVALID_ARGUMENT  | body: another value
          {"pattern":"a"}                                                    | INVALID_ARGUMENT  | periods: missing
          {"pattern":"a","periods":[]}                                       | INVALID_ARGUMENT  | periods: []
          {"periods":[{"tiers":[{"input":1}]}]}                              | INVALID_ARGUMENT  | pattern:
          {"pattern":"(","periods":[{"tiers":[{"input":1}]}]}                | INVALID_ARGUMENT  | pattern: '(' (expected: a regular expression)
          {"pattern":"a","periods":[{"tiers":[{}]}]}                         | INVALID_ARGUMENT  | periods[0].tiers[0].input: missing
          {"pattern":"a","periods":[{"tiers":[{"input":-1}]}]}               | INVALID_ARGUMENT  | periods[0].tiers[0].input: -1
          {"pattern":"a","periods":[{"tiers":[{"input":1e6}]}]}              | INVALID_ARGUMENT  | periods[0].tiers[0].input:
          {"pattern":"a","periods":[{"tiers":[{"input":1e999999999}]}]}      | INVALID_ARGUMENT  | periods[0].tiers[0].input:
          {"pattern":"a","periods":[{"tiers":[{"input":0.0000001}]}]}        | INVALID_ARGUMENT  | periods[0].tiers[0].input:
          {"pattern":"a","periods":[{"tiers":[{"input":"1"}]}]}              | INVALID_ARGUMENT  | periods[0].tiers[0].input: "1"
          {"pattern":"a","periods":[{"tiers":[{"inptu":1}]}]}                | INVALID_ARGUMENT  | periods[0].tiers[0].inptu: unknown
          {"pattern":"a","periods":[{"from":"2026-13-01","tiers":[{"input":1}]}]} | INVALID_ARGUMENT | periods[0].from: "2026-13-01"
          {"pattern":"a","periods":[{"from":"2150-01-01","tiers":[{"input":1}]}]} | INVALID_ARGUMENT | periods[0].from:
          {"pattern":"a","periods":[{"tiers":[{"input":1}]},{"tiers":[{"input":2}]}]} | INVALID_ARGUMENT | periods[1].from:
          {"pattern":"a","periods":[{"tiers":[{"input":1},{"input":2}]}]}    | INVALID_ARGUMENT  | periods[0].tiers[1]:
          {"pattern":"a","periods":[{"tiers":[{"input":1,"input_above":-1}]}]} | INVALID_ARGUMENT | periods[0].tiers[0].input_above: -1
          {"pattern":"a","periods":[{"tiers":[{"input":1,"service_tier":""}]}]} | INVALID_ARGUMENT | periods[0].tiers[0].service_tier: ""
          """)
  void read_atFault(String json, ErrorCode code, String message) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(
            SeamarkException.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageStartingWith(message);
  }

  private static ModelPrice read(String json) {
    return PriceJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Amounts in millionths of a dollar per million tokens. */
  private static Price price(
      long input, long output, long cacheRead, long cacheWrite, long audioInput, long audioOutput) {
    long unit = PER_MILLION / 1_000_000;
    return new Price(
        input * unit,
        output * unit,
        cacheRead * unit,
        cacheWrite * unit,
        audioInput * unit,
        audioOutput * unit);
  }
}
