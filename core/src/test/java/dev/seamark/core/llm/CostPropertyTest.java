package dev.seamark.core.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CostPropertyTest {
  @Provide
  Arbitrary<TokenUsage> usages() {
    Arbitrary<Long> count =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 1_000_000),
            Arbitraries.longs(),
            Arbitraries.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
    return Combinators.combine(count, count, count, count, count, count, count, count)
        .as(TokenUsage::new);
  }

  /** Up to a dollar a token. */
  @Provide
  Arbitrary<Price> prices() {
    Arbitrary<Long> price =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 100_000_000),
            Arbitraries.longs().between(0, Dollars.MAX));
    return Combinators.combine(price, price, price, price, price, price).as(Price::new);
  }

  @Property
  void cost_isNeverNegativeAndNeverBeyondItsBound(
      @ForAll("usages") TokenUsage usage, @ForAll("prices") Price price) {
    Cost cost = price.cost(usage, Cost.Source.BUILT_IN_PRICE);
    assertThat(cost.input()).isBetween(0L, Dollars.MAX);
    assertThat(cost.output()).isBetween(0L, Dollars.MAX);
    assertThat(cost.total()).isBetween(0L, Dollars.MAX);
    assertThat(cost.total()).isGreaterThanOrEqualTo(Math.max(cost.input(), cost.output()));
  }

  @Property
  void cost_isMonotoneInUncachedInputAndOutput(
      @ForAll("usages") TokenUsage usage, @ForAll("prices") Price price) {
    TokenUsage more =
        new TokenUsage(
            usage.input() + 1,
            Math.min(usage.cacheRead(), usage.input()),
            Math.min(usage.cacheWrite(), usage.input()),
            Math.min(usage.audioInput(), usage.input()),
            usage.output() + 1,
            usage.reasoning(),
            Math.min(usage.audioOutput(), usage.output()),
            0);
    TokenUsage base =
        new TokenUsage(
            usage.input(),
            more.cacheRead(),
            0,
            0,
            usage.output(),
            usage.reasoning(),
            more.audioOutput(),
            0);
    TokenUsage grown =
        new TokenUsage(
            more.input(),
            more.cacheRead(),
            0,
            0,
            more.output(),
            usage.reasoning(),
            more.audioOutput(),
            0);
    assertThat(price.cost(grown, Cost.Source.BUILT_IN_PRICE).total())
        .isGreaterThanOrEqualTo(price.cost(base, Cost.Source.BUILT_IN_PRICE).total());
  }

  @Property
  void cost_inHigherPrices_isNotLower(
      @ForAll("usages") TokenUsage usage, @ForAll("prices") Price price) {
    Price higher =
        new Price(
            higher(price.input()),
            higher(price.output()),
            higher(price.cacheRead()),
            higher(price.cacheWrite()),
            higher(price.audioInput()),
            higher(price.audioOutput()));
    assertThat(higher.cost(usage, Cost.Source.BUILT_IN_PRICE).total())
        .isGreaterThanOrEqualTo(price.cost(usage, Cost.Source.BUILT_IN_PRICE).total());
  }

  private static long higher(long price) {
    return Math.min(Dollars.MAX, price + 1);
  }

  @Property
  void cost_isExact(@ForAll("smallUsages") TokenUsage usage, @ForAll("smallPrices") Price price) {
    long uncached = usage.input() - usage.cacheRead();
    BigDecimal expected =
        product(uncached, price.input())
            .add(product(usage.cacheRead(), price.cacheRead()))
            .add(product(usage.output(), price.output()));
    Cost cost = price.cost(usage, Cost.Source.BUILT_IN_PRICE);
    assertThat(Dollars.toDecimal(cost.total())).isEqualByComparingTo(expected);
  }

  @Provide
  Arbitrary<TokenUsage> smallUsages() {
    Arbitrary<Long> count = Arbitraries.longs().between(0, 100_000);
    return Combinators.combine(count, count, count)
        .as((plain, read, out) -> new TokenUsage(plain + read, read, 0, 0, out, 0, 0, 0));
  }

  @Provide
  Arbitrary<Price> smallPrices() {
    Arbitrary<Long> price = Arbitraries.longs().between(0, 100_000_000);
    return Combinators.combine(price, price, price)
        .as((in, out, read) -> new Price(in, out, read, in, in, out));
  }

  private static BigDecimal product(long tokens, long price) {
    return Dollars.toDecimal(price).multiply(BigDecimal.valueOf(tokens));
  }

  @Property
  void dollars_ofDecimal_roundTrips(@ForAll("amounts") long units) {
    assertThat(Dollars.of(Dollars.toDecimal(units))).hasValue(units);
  }

  @Provide
  Arbitrary<Long> amounts() {
    return Arbitraries.longs().between(0, Dollars.MAX);
  }
}
