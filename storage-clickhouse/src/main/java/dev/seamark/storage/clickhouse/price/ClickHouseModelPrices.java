package dev.seamark.storage.clickhouse.price;

import dev.seamark.core.llm.Dollars;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.ModelPriceReader;
import dev.seamark.core.llm.ModelPriceWriter;
import dev.seamark.core.llm.Price;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.RowInput;
import dev.seamark.storage.clickhouse.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Workspaces' prices in ClickHouse: one row per period and tier of a price. */
public final class ClickHouseModelPrices implements ModelPriceReader, ModelPriceWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ClickHouseModelPrices.class);

  private static final String SELECT_MODEL_PRICES =
      """
      SELECT pattern, effective_from, input_above, service_tier,
          input, output, cache_read, cache_write, audio_input, audio_output
      FROM model_prices FINAL
      WHERE workspace_id = {workspace:UUID}
      ORDER BY pattern, effective_from, input_above, service_tier
      LIMIT 10000
      """;

  /** The rows of a price and, in the same insert, the end of those that stood there before. */
  private static final String PUT_MODEL_PRICE =
      """
      INSERT INTO model_prices
          (workspace_id, pattern, effective_from, input_above, service_tier,
           input, output, cache_read, cache_write, audio_input, audio_output, version, is_deleted)
      WITH
          arrayZip({froms:Array(String)}, {aboves:Array(UInt64)}, {tiers:Array(String)}) AS keys,
          toUnixTimestamp64Nano(now64(9)) AS now
      SELECT
          {workspace:UUID}, {pattern:String}, toDate(key.1), key.2, key.3,
          toDecimal64(prices[1], 12), toDecimal64(prices[2], 12), toDecimal64(prices[3], 12),
          toDecimal64(prices[4], 12), toDecimal64(prices[5], 12), toDecimal64(prices[6], 12), now, 0
      FROM (
          SELECT
              arrayJoin(arrayEnumerate(keys)) AS i,
              keys[i] AS key,
              arraySlice({prices:Array(String)}, (i - 1) * 6 + 1, 6) AS prices
      )
      UNION ALL
      SELECT
          workspace_id, pattern, effective_from, input_above, service_tier,
          input, output, cache_read, cache_write, audio_input, audio_output, now, 1
      FROM model_prices FINAL
      WHERE workspace_id = {workspace:UUID} AND pattern = {pattern:String}
          AND NOT has(keys, (toString(effective_from), input_above, service_tier))
      """;

  private static final String REMOVE_MODEL_PRICE =
      """
      INSERT INTO model_prices
          (workspace_id, pattern, effective_from, input_above, service_tier, version, is_deleted)
      SELECT
          workspace_id, pattern, effective_from, input_above, service_tier,
          toUnixTimestamp64Nano(now64(9)), 1
      FROM model_prices FINAL
      WHERE workspace_id = {workspace:UUID} AND pattern = {pattern:String}
      """;

  private final ClickHouse clickHouse;

  /**
   * Prices in the database of {@code clickHouse}.
   *
   * @param clickHouse the account that owns the database
   */
  public ClickHouseModelPrices(ClickHouse clickHouse) {
    this.clickHouse = clickHouse;
  }

  private record Row(String pattern, LocalDate from, ModelPrice.Tier tier) {}

  @Override
  public List<ModelPrice> readModelPrices(WorkspaceId workspaceId) {
    Map<String, Map<LocalDate, List<ModelPrice.Tier>>> byPattern = new LinkedHashMap<>();
    Statement statement =
        Statement.of(
            "select_model_prices", SELECT_MODEL_PRICES, Map.of("workspace", workspaceId.value()));
    for (Row row : clickHouse.query(statement, null, ClickHouseModelPrices::row)) {
      byPattern
          .computeIfAbsent(row.pattern(), _ -> new LinkedHashMap<>())
          .computeIfAbsent(row.from(), _ -> new ArrayList<>())
          .add(row.tier());
    }
    return byPattern.entrySet().stream()
        .flatMap(entry -> Stream.ofNullable(price(workspaceId, entry.getKey(), entry.getValue())))
        .toList();
  }

  @Override
  public void putModelPrice(WorkspaceId workspaceId, ModelPrice price) {
    List<String> froms = new ArrayList<>();
    List<Long> aboves = new ArrayList<>();
    List<String> tiers = new ArrayList<>();
    List<String> prices = new ArrayList<>();
    for (ModelPrice.Period period : price.periods()) {
      for (ModelPrice.Tier tier : period.tiers()) {
        froms.add(stored(period.from()).toString());
        aboves.add(tier.inputAbove());
        tiers.add(tier.serviceTier() == null ? "" : tier.serviceTier());
        Price amounts = tier.price();
        LongStream.of(
                amounts.input(),
                amounts.output(),
                amounts.cacheRead(),
                amounts.cacheWrite(),
                amounts.audioInput(),
                amounts.audioOutput())
            .forEach(units -> prices.add(Dollars.toDecimal(units).toPlainString()));
      }
    }
    clickHouse.execute(
        Statement.of(
            "put_model_price",
            PUT_MODEL_PRICE,
            Map.of(
                "workspace", workspaceId.value(),
                "pattern", price.pattern(),
                "froms", froms,
                "aboves", aboves,
                "tiers", tiers,
                "prices", prices)));
  }

  @Override
  public void removeModelPrice(WorkspaceId workspaceId, String pattern) {
    clickHouse.execute(
        Statement.of(
            "remove_model_price",
            REMOVE_MODEL_PRICE,
            Map.of("workspace", workspaceId.value(), "pattern", pattern)));
  }

  private static LocalDate stored(LocalDate from) {
    return from.isBefore(LocalDate.EPOCH) ? LocalDate.EPOCH : from;
  }

  /** A pattern that is none is left out: one wrong price must not cost the others. */
  private static @Nullable ModelPrice price(
      WorkspaceId workspaceId, String pattern, Map<LocalDate, List<ModelPrice.Tier>> periods) {
    try {
      return new ModelPrice(
          pattern,
          periods.entrySet().stream()
              .map(period -> new ModelPrice.Period(period.getKey(), period.getValue()))
              .toList());
    } catch (IllegalArgumentException e) {
      LOG.warn("Price of workspace {} left out: {}", workspaceId, e.getMessage());
      return null;
    }
  }

  private static Row row(RowInput row) {
    String pattern = row.string();
    LocalDate from = LocalDate.ofEpochDay(row.uint16());
    long above = row.int64();
    String serviceTier = row.string();
    Price price =
        new Price(row.int64(), row.int64(), row.int64(), row.int64(), row.int64(), row.int64());
    return new Row(
        pattern,
        from.equals(LocalDate.EPOCH) ? LocalDate.MIN : from,
        new ModelPrice.Tier(above, serviceTier.isEmpty() ? null : serviceTier, price));
  }
}
