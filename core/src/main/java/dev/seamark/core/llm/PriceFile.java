package dev.seamark.core.llm;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads prices in the form that the head of {@code model-prices.txt} describes. */
final class PriceFile {
  private static final Set<String> NAMES =
      Set.of("in", "out", "read", "write", "audio_in", "audio_out", "above", "tier");
  private static final BigDecimal PER_TOKEN = BigDecimal.ONE.movePointLeft(6);

  private PriceFile() {}

  static List<ModelPrice> parse(String text) {
    Map<String, Map<LocalDate, List<ModelPrice.Tier>>> byPattern = new LinkedHashMap<>();
    Map<LocalDate, List<ModelPrice.Tier>> current = null;
    for (LineFile.Line line : LineFile.lines(text)) {
      String[] words = line.text().split("\\s+", -1);
      if (words[0].equals("model")) {
        if (words.length != 2) {
          throw line.wrong("model PATTERN");
        }
        current = new LinkedHashMap<>();
        if (byPattern.put(words[1], current) != null) {
          throw line.wrong("a pattern that was not told before");
        }
      } else if (current == null) {
        throw line.wrong("model PATTERN before the first price");
      } else {
        current
            .computeIfAbsent(from(line, words[0]), _ -> new ArrayList<>())
            .add(tier(line, words));
      }
    }
    return byPattern.entrySet().stream()
        .map(model -> new ModelPrice(model.getKey(), periods(model.getValue())))
        .toList();
  }

  private static List<ModelPrice.Period> periods(Map<LocalDate, List<ModelPrice.Tier>> tiers) {
    return tiers.entrySet().stream()
        .map(period -> new ModelPrice.Period(period.getKey(), period.getValue()))
        .toList();
  }

  private static LocalDate from(LineFile.Line line, String word) {
    if (word.equals("-")) {
      return LocalDate.MIN;
    }
    if (!word.matches("\\d{4}-\\d{2}-\\d{2}")) {
      throw line.wrong("a date or '-' first");
    }
    return LocalDate.parse(word);
  }

  private static ModelPrice.Tier tier(LineFile.Line line, String[] words) {
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] entry = words[i].split("=", 2);
      if (entry.length != 2 || !NAMES.contains(entry[0])) {
        throw line.wrong("NAME=VALUE with a name of " + NAMES);
      }
      values.put(entry[0], entry[1]);
    }
    if (!values.containsKey("in")) {
      throw line.wrong("in=PRICE");
    }
    String in = values.getOrDefault("in", "0");
    String out = values.getOrDefault("out", "0");
    return new ModelPrice.Tier(
        Long.parseLong(values.getOrDefault("above", "0")),
        values.get("tier"),
        new Price(
            perToken(line, in),
            perToken(line, out),
            perToken(line, values.getOrDefault("read", in)),
            perToken(line, values.getOrDefault("write", in)),
            perToken(line, values.getOrDefault("audio_in", in)),
            perToken(line, values.getOrDefault("audio_out", out))));
  }

  private static long perToken(LineFile.Line line, String perMillion) {
    if (!perMillion.matches("\\d{1,6}(\\.\\d{1,6})?")) {
      throw line.wrong("dollars per million tokens with at most six decimals");
    }
    return Dollars.of(new BigDecimal(perMillion).multiply(PER_TOKEN)).orElseThrow();
  }
}
