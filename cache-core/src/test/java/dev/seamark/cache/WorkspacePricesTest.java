package dev.seamark.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.Price;
import dev.seamark.core.llm.PriceTable;
import dev.seamark.core.workspace.WorkspaceId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WorkspacePricesTest {
  private static final PriceTable BUILT_IN = PriceTable.builtIn();
  private static final ModelPrice OWN =
      new ModelPrice(
          "gpt-4o",
          List.of(
              new ModelPrice.Period(
                  LocalDate.MIN,
                  List.of(new ModelPrice.Tier(0, null, new Price(1, 1, 1, 1, 1, 1))))));

  private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
  private List<ModelPrice> stored = List.of();
  private boolean away;
  private int reads;
  private long now;

  private final WorkspacePrices prices =
      new WorkspacePrices(this::read, BUILT_IN, Runnable::run, () -> now);

  private List<ModelPrice> read(WorkspaceId asked) {
    reads++;
    assertThat(asked).isEqualTo(workspace);
    if (away) {
      throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "away");
    }
    return stored;
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void apply_withoutOwnPrices_isTheBuiltInTable() {
    assertThat(prices.apply(workspace)).isSameAs(BUILT_IN);
    assertThat(prices.apply(workspace)).isSameAs(BUILT_IN);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void apply_renewsAfterAMinute() {
    prices.apply(workspace);
    stored = List.of(OWN);
    pass(Duration.ofSeconds(59));
    assertThat(prices.apply(workspace)).isSameAs(BUILT_IN);
    pass(Duration.ofSeconds(1));
    // The call that finds the table old starts the renewal and does not wait for it.
    assertThat(prices.apply(workspace)).isSameAs(BUILT_IN);
    PriceTable own = prices.apply(workspace);
    assertThat(own).isNotSameAs(BUILT_IN);
    pass(Duration.ofSeconds(60));
    prices.apply(workspace);
    assertThat(prices.apply(workspace)).isSameAs(own);
    assertThat(reads).isEqualTo(3);
  }

  @Test
  void forget_readsAgain() {
    prices.apply(workspace);
    stored = List.of(OWN);
    prices.forget(workspace);
    assertThat(prices.apply(workspace)).isNotSameAs(BUILT_IN);
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void forget_whileALoadIsOnItsWay_keepsNothingOfIt() {
    List<Runnable> waiting = new ArrayList<>();
    WorkspacePrices slow = new WorkspacePrices(this::read, BUILT_IN, waiting::add, () -> now);
    assertThat(slow.apply(workspace)).isSameAs(BUILT_IN);
    slow.forget(workspace);
    waiting.removeFirst().run();
    stored = List.of(OWN);
    assertThat(slow.apply(workspace)).isSameAs(BUILT_IN);
    waiting.removeFirst().run();
    assertThat(slow.apply(workspace)).isNotSameAs(BUILT_IN);
  }

  @Test
  void apply_storeAway_keepsWhatItHas_andAsksAgainSoon() {
    away = true;
    assertThat(prices.apply(workspace)).isSameAs(BUILT_IN);
    assertThat(prices.apply(workspace)).isSameAs(BUILT_IN);
    assertThat(reads).isEqualTo(1);
    away = false;
    stored = List.of(OWN);
    pass(Duration.ofSeconds(5));
    prices.apply(workspace);
    PriceTable own = prices.apply(workspace);
    assertThat(own).isNotSameAs(BUILT_IN);
    away = true;
    pass(Duration.ofSeconds(60));
    prices.apply(workspace);
    assertThat(prices.apply(workspace)).isSameAs(own);
  }

  @Test
  void apply_storeHangs_theFirstCallDoesNotWaitLong() {
    WorkspacePrices hanging = new WorkspacePrices(this::read, BUILT_IN, _ -> {}, () -> now);
    assertThat(hanging.apply(workspace)).isSameAs(BUILT_IN);
    assertThat(reads).isZero();
  }
}
