package dev.seamark.core.llm;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What calls of models cost. A workspace's own prices come before the built-in ones, and of several
 * that match the one in force since the latest day. Safe for use by many threads.
 */
public final class PriceTable {
  private static final String BUILT_IN = "model-prices.txt";
  private static final int MAX_OWN_PRICES = 1000;

  /**
   * Models whose prices are remembered. Names are the clients', so the map is emptied when full.
   */
  private static final int MAX_REMEMBERED = 2048;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final List<Entry> own;
  private final List<Entry> builtIn;
  private final ConcurrentMap<String, Candidates> remembered = new ConcurrentHashMap<>();

  private record Entry(Pattern pattern, ModelPrice price) {
    Entry(ModelPrice price) {
      this(ModelPrice.compile(price.pattern()), price);
    }
  }

  /** Periods of the prices whose pattern matches a model, latest first. */
  private record Candidates(List<ModelPrice.Period> own, List<ModelPrice.Period> builtIn) {}

  private PriceTable(List<Entry> own, List<Entry> builtIn) {
    this.own = own;
    this.builtIn = builtIn;
  }

  /** The prices of {@code model-prices.txt}. */
  public static PriceTable builtIn() {
    return parse(LineFile.read(BUILT_IN));
  }

  /**
   * Prices in the form that the head of {@code model-prices.txt} describes.
   *
   * @throws IllegalArgumentException naming the first line that has another form
   */
  public static PriceTable parse(String text) {
    return new PriceTable(List.of(), PriceFile.parse(text).stream().map(Entry::new).toList());
  }

  /**
   * The same table for a workspace with prices of its own, which replace those told before.
   *
   * @throws IllegalArgumentException for more than 1000 of them
   */
  public PriceTable withOwn(List<ModelPrice> prices) {
    if (prices.size() > MAX_OWN_PRICES) {
      throw new IllegalArgumentException(
          "prices: " + prices.size() + " (expected: at most " + MAX_OWN_PRICES + ")");
    }
    return new PriceTable(prices.stream().map(Entry::new).toList(), builtIn);
  }

  /**
   * The client's own cost when it told one; else tokens by price; {@link Cost#NONE} when the model
   * or its price is not known or nothing was counted.
   *
   * @param startEpochNanos decides which period's price holds
   */
  public Cost cost(LlmAttributes attributes, long startEpochNanos) {
    if (attributes.clientCost() != null) {
      return attributes.clientCost();
    }
    String model = attributes.model().name();
    TokenUsage usage = attributes.usage();
    if (model == null || (usage.input() == 0 && usage.output() == 0)) {
      return Cost.NONE;
    }
    Candidates candidates = candidates(model);
    LocalDate day =
        LocalDate.ofInstant(
            Instant.ofEpochSecond(Math.floorDiv(startEpochNanos, NANOS_PER_SECOND)),
            ZoneOffset.UTC);
    String tier = attributes.model().serviceTier();
    return price(candidates.own(), day, usage, tier)
        .map(price -> price.cost(usage, Cost.Source.WORKSPACE_PRICE))
        .or(() ->
            price(candidates.builtIn(), day, usage, tier)
                .map(price -> price.cost(usage, Cost.Source.BUILT_IN_PRICE)))
        .orElse(Cost.NONE);
  }

  private static Optional<Price> price(
      List<ModelPrice.Period> periods, LocalDate day, TokenUsage usage, @Nullable String tier) {
    for (ModelPrice.Period period : periods) {
      if (!period.from().isAfter(day)) {
        Optional<Price> price = period.price(usage, tier);
        if (price.isPresent()) {
          return price;
        }
      }
    }
    return Optional.empty();
  }

  int rememberedModels() {
    return remembered.size();
  }

  private Candidates candidates(String model) {
    Candidates known = remembered.get(model);
    if (known != null) {
      return known;
    }
    List<String> forms = ModelName.forms(model);
    Candidates found = new Candidates(matching(own, forms), matching(builtIn, forms));
    if (remembered.size() >= MAX_REMEMBERED) {
      remembered.clear();
    }
    if (model.length() <= ModelName.MAX_LENGTH) {
      remembered.put(model, found);
    }
    return found;
  }

  private static List<ModelPrice.Period> matching(List<Entry> entries, List<String> forms) {
    List<ModelPrice.Period> periods = new ArrayList<>();
    for (Entry entry : entries) {
      if (forms.stream().anyMatch(form -> BoundedMatch.matches(entry.pattern(), form))) {
        periods.addAll(entry.price().periods());
      }
    }
    periods.sort(Comparator.comparing(ModelPrice.Period::from).reversed());
    return List.copyOf(periods);
  }
}
