package dev.seamark.storage.clickhouse.price;

import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.ModelPriceReader;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads workspaces' prices from ClickHouse. */
public final class ClickHouseModelPrices implements ModelPriceReader {
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
