package dev.seamark.ingest.price;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.llm.Dollars;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A price as JSON; amounts are US dollars per million tokens with at most six decimals, as
 * providers list them:
 *
 * <pre>{@code
 * {"pattern": "my-model-.*", "periods": [{"from": "2026-11-01", "tiers": [
 *     {"input": 2, "output": 8, "cache_read": 0.2},
 *     {"input": 1, "output": 4, "service_tier": "flex", "input_above": 200000}]}]}
 * }</pre>
 */
final class PriceJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The last day that the store can name. */
  private static final LocalDate LAST_DAY = LocalDate.of(2149, 6, 6);

  private static final int MAX_ROWS = 200;
  private static final int MAX_TIER_LENGTH = 100;
  private static final int AMOUNT_DECIMALS = 6;
  private static final Set<String> TIER_MEMBERS =
      Set.of(
          "input_above",
          "service_tier",
          "input",
          "output",
          "cache_read",
          "cache_write",
          "audio_input",
          "audio_output");

  private PriceJson() {}

  /**
   * Reads a price.
   *
   * @throws SeamarkException MALFORMED_PAYLOAD for what is no JSON, INVALID_ARGUMENT for what is no
   *     price
   */
  static ModelPrice read(byte[] body) {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException e) {
      throw new SeamarkException(ErrorCode.MALFORMED_PAYLOAD, "body: not JSON", e);
    }
    if (!json.isObject()) {
      throw invalid("body", "another value", "an object with pattern and periods");
    }
    onlyMembers("", json, Set.of("pattern", "periods"));
    if (!json.path("pattern").isTextual()) {
      throw invalid("pattern", json.path("pattern").toString(), "a text");
    }
    List<ModelPrice.Period> periods = new ArrayList<>();
    Set<LocalDate> days = new HashSet<>();
    int rows = 0;
    for (JsonNode item : items("periods", json)) {
      String at = "periods[" + periods.size() + "]";
      ModelPrice.Period period = period(at, item);
      if (!days.add(period.from())) {
        throw invalid(at + ".from", item.path("from").toString(), "another day than before");
      }
      rows += period.tiers().size();
      periods.add(period);
    }
    if (rows > MAX_ROWS) {
      throw invalid("periods", rows + " tiers", "at most " + MAX_ROWS);
    }
    try {
      return new ModelPrice(json.path("pattern").textValue(), periods);
    } catch (IllegalArgumentException e) {
      throw new SeamarkException(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
    }
  }

  private static ModelPrice.Period period(String at, JsonNode json) {
    onlyMembers(at + ".", json, Set.of("from", "tiers"));
    List<ModelPrice.Tier> tiers = new ArrayList<>();
    Set<String> conditions = new HashSet<>();
    for (JsonNode item : items(at + ".tiers", json)) {
      String tierAt = at + ".tiers[" + tiers.size() + "]";
      ModelPrice.Tier tier = tier(tierAt, item);
      if (!conditions.add(tier.inputAbove() + " " + tier.serviceTier())) {
        throw invalid(tierAt, "the conditions of another tier", "others");
      }
      tiers.add(tier);
    }
    return new ModelPrice.Period(from(at + ".from", json.path("from")), tiers);
  }

  private static LocalDate from(String at, JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return LocalDate.MIN;
    }
    try {
      LocalDate day = LocalDate.parse(json.asText());
      if (day.isAfter(LocalDate.EPOCH) && !day.isAfter(LAST_DAY)) {
        return day;
      }
    } catch (DateTimeParseException _) {
      // Refused below.
    }
    throw invalid(at, json.toString(), "a day like 2026-11-01, after 1970-01-01, or null for ever");
  }

  private static ModelPrice.Tier tier(String at, JsonNode json) {
    onlyMembers(at + ".", json, TIER_MEMBERS);
    long input = amount(at, json, "input", null);
    long output = amount(at, json, "output", 0L);
    return new ModelPrice.Tier(
        inputAbove(at, json),
        serviceTier(at, json),
        new Price(
            input,
            output,
            amount(at, json, "cache_read", input),
            amount(at, json, "cache_write", input),
            amount(at, json, "audio_input", input),
            amount(at, json, "audio_output", output)));
  }

  private static long inputAbove(String at, JsonNode json) {
    JsonNode above = json.path("input_above");
    if (above.isMissingNode() || above.isNull()) {
      return 0;
    }
    if (!above.canConvertToLong() || !above.isIntegralNumber() || above.longValue() < 0) {
      throw invalid(at + ".input_above", above.toString(), "a number of tokens");
    }
    return above.longValue();
  }

  private static @Nullable String serviceTier(String at, JsonNode json) {
    JsonNode tier = json.path("service_tier");
    if (tier.isMissingNode() || tier.isNull()) {
      return null;
    }
    if (!tier.isTextual()
        || tier.textValue().isEmpty()
        || tier.textValue().length() > MAX_TIER_LENGTH) {
      throw invalid(at + ".service_tier", tier.toString(), "a name");
    }
    return tier.textValue();
  }

  /** Units per token of an amount per million tokens. */
  private static long amount(String at, JsonNode json, String name, @Nullable Long otherwise) {
    JsonNode amount = json.path(name);
    if ((amount.isMissingNode() || amount.isNull()) && otherwise != null) {
      return otherwise;
    }
    if (amount.isNumber()) {
      BigDecimal dollars = amount.decimalValue();
      if (dollars.signum() >= 0
          && dollars.scale() <= AMOUNT_DECIMALS
          && (long) dollars.precision() - dollars.scale() <= AMOUNT_DECIMALS) {
        OptionalLong units = Dollars.of(dollars.movePointLeft(6));
        if (units.isPresent()) {
          return units.getAsLong();
        }
      }
    }
    throw invalid(
        at + "." + name,
        amount.isMissingNode() ? "missing" : amount.toString(),
        "US dollars per million tokens, below a million, with at most six decimals");
  }

  private static JsonNode items(String at, JsonNode json) {
    JsonNode items = json.path(at.substring(at.lastIndexOf('.') + 1));
    if (!items.isArray() || items.isEmpty()) {
      throw invalid(at, items.isMissingNode() ? "missing" : items.toString(), "a list, not empty");
    }
    return items;
  }

  private static void onlyMembers(String at, JsonNode json, Set<String> known) {
    if (!json.isObject()) {
      throw invalid(at, json.toString(), "an object");
    }
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            throw invalid(
                at + abbreviate(name), "unknown", "one of " + known.stream().sorted().toList());
          }
        });
  }

  static ObjectNode of(ModelPrice price) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("pattern", price.pattern());
    ArrayNode periods = json.putArray("periods");
    for (ModelPrice.Period period : price.periods()) {
      ObjectNode item = periods.addObject();
      item.put("from", period.from().equals(LocalDate.MIN) ? null : period.from().toString());
      ArrayNode tiers = item.putArray("tiers");
      for (ModelPrice.Tier tier : period.tiers()) {
        ObjectNode conditions = tiers.addObject();
        conditions.put("input_above", tier.inputAbove());
        conditions.put("service_tier", tier.serviceTier());
        put(conditions, "input", tier.price().input());
        put(conditions, "output", tier.price().output());
        put(conditions, "cache_read", tier.price().cacheRead());
        put(conditions, "cache_write", tier.price().cacheWrite());
        put(conditions, "audio_input", tier.price().audioInput());
        put(conditions, "audio_output", tier.price().audioOutput());
      }
    }
    return json;
  }

  private static void put(ObjectNode json, String name, long unitsPerToken) {
    BigDecimal amount = Dollars.toDecimal(unitsPerToken).movePointRight(6).stripTrailingZeros();
    if (amount.scale() <= 0) {
      json.put(name, amount.longValueExact());
    } else {
      json.put(name, amount);
    }
  }

  private static SeamarkException invalid(String name, String value, String expected) {
    return new SeamarkException(
        ErrorCode.INVALID_ARGUMENT,
        name + ": " + abbreviate(value) + " (expected: " + expected + ")");
  }

  private static String abbreviate(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }
}
