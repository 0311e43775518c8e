package dev.seamark.storage.clickhouse.price;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.llm.Dollars;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.Price;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.embedded.junit.ClickHouseExtension;
import dev.seamark.storage.clickhouse.ClickHouse;
import dev.seamark.storage.clickhouse.MigratedDatabase;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClickHouseModelPricesIT {
  @RegisterExtension static final ClickHouseExtension ENGINE = ClickHouseExtension.create();

  @SuppressWarnings("NullAway.Init")
  private static ClickHouse clickHouse;

  private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());

  @BeforeAll
  static void open() {
    clickHouse = ClickHouse.writer(MigratedDatabase.of(ENGINE));
  }

  @AfterAll
  static void close() {
    clickHouse.close();
  }

  @Test
  void readModelPrices_periodsAndTiers_lastVersionWins() {
    insert("gpt-4o", "1970-01-01", 0, "", "0.000002", 1, 0);
    insert("gpt-4o", "2026-01-01", 0, "", "0.000009", 1, 0);
    insert("gpt-4o", "2026-01-01", 0, "", "0.000003", 2, 0);
    insert("gpt-4o", "2026-01-01", 200_000, "flex", "0.000001", 1, 0);
    insert("gone", "1970-01-01", 0, "", "1", 1, 0);
    insert("gone", "1970-01-01", 0, "", "1", 2, 1);
    insert("(", "1970-01-01", 0, "", "1", 1, 0);

    assertThat(new ClickHouseModelPrices(clickHouse).readModelPrices(workspace))
        .containsExactly(
            new ModelPrice(
                "gpt-4o",
                List.of(
                    new ModelPrice.Period(
                        LocalDate.MIN, List.of(new ModelPrice.Tier(0, null, price(2)))),
                    new ModelPrice.Period(
                        LocalDate.parse("2026-01-01"),
                        List.of(
                            new ModelPrice.Tier(0, null, price(3)),
                            new ModelPrice.Tier(200_000, "flex", price(1)))))));
  }

  @Test
  void putModelPrice_replacesTheOneWithItsPattern() {
    ClickHouseModelPrices prices = new ClickHouseModelPrices(clickHouse);
    ModelPrice other = price("other'; \\ \"model", LocalDate.MIN, 7);
    ModelPrice first =
        new ModelPrice(
            "gpt-4o",
            List.of(
                new ModelPrice.Period(
                    LocalDate.MIN,
                    List.of(
                        new ModelPrice.Tier(0, null, price(2)),
                        new ModelPrice.Tier(
                            200_000, "flex", new Price(1, 2, 3, 4, 5, Dollars.ONE)))),
                new ModelPrice.Period(
                    LocalDate.parse("2026-01-01"),
                    List.of(new ModelPrice.Tier(0, null, price(3))))));
    prices.putModelPrice(workspace, other);
    prices.putModelPrice(workspace, first);
    prices.putModelPrice(workspace, first);
    assertThat(prices.readModelPrices(workspace)).containsExactlyInAnyOrder(first, other);

    ModelPrice second = price("gpt-4o", LocalDate.parse("2026-01-01"), 4);
    prices.putModelPrice(workspace, second);
    assertThat(prices.readModelPrices(workspace)).containsExactlyInAnyOrder(second, other);
    assertThat(prices.readModelPrices(new WorkspaceId(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void removeModelPrice_thereAndNotThere() {
    ClickHouseModelPrices prices = new ClickHouseModelPrices(clickHouse);
    ModelPrice kept = price("a", LocalDate.MIN, 1);
    prices.putModelPrice(workspace, kept);
    prices.putModelPrice(workspace, price("b", LocalDate.MIN, 2));

    prices.removeModelPrice(workspace, "b");
    prices.removeModelPrice(workspace, "c");
    prices.removeModelPrice(new WorkspaceId(UUID.randomUUID()), "a");
    assertThat(prices.readModelPrices(workspace)).containsExactly(kept);

    ModelPrice again = price("b", LocalDate.MIN, 3);
    prices.putModelPrice(workspace, again);
    assertThat(prices.readModelPrices(workspace)).containsExactly(kept, again);
  }

  @Test
  void readModelPrices_ofOthers() {
    assertThat(
            new ClickHouseModelPrices(clickHouse)
                .readModelPrices(new WorkspaceId(UUID.randomUUID())))
        .isEmpty();
  }

  private static ModelPrice price(String pattern, LocalDate from, long dollarsPerMillion) {
    return new ModelPrice(
        pattern,
        List.of(
            new ModelPrice.Period(
                from, List.of(new ModelPrice.Tier(0, null, price(dollarsPerMillion))))));
  }

  private static Price price(long dollarsPerMillion) {
    long units = dollarsPerMillion * Dollars.ONE / 1_000_000;
    return new Price(units, 0, 0, 0, 0, 0);
  }

  private void insert(
      String pattern, String from, long above, String tier, String input, int version, int gone) {
    ENGINE.execute(
        """
        INSERT INTO model_prices (workspace_id, pattern, effective_from, input_above, service_tier, input, version, is_deleted)
        VALUES ('%s', '%s', '%s', %d, '%s', %s, %d, %d)
        """
            .formatted(workspace, pattern, from, above, tier, input, version, gone));
  }
}
