package dev.seamark.core.llm;

import dev.seamark.core.llm.Rule.Source;
import dev.seamark.core.llm.Rule.Strength;
import dev.seamark.core.llm.Rule.Transform;
import dev.seamark.core.span.AttributeValue;
import dev.seamark.core.span.Span;
import dev.seamark.core.span.SpanEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One span read by the rules: finds each field's value and puts the fields together. */
final class SpanReading {
  private static final int MAX_TAGS = 128;
  private static final int MAX_METADATA = 256;

  private final Map<Field, List<Rule>> rules;
  private final Map<String, Integer> slots;
  private final SpanHits hits;
  private final Span span;
  private final Map<Integer, Optional<Object>> parsed = new HashMap<>();
  private ObservationKind kind = ObservationKind.SPAN;

  SpanReading(Map<Field, List<Rule>> rules, Map<String, Integer> slots, SpanHits hits, Span span) {
    this.rules = rules;
    this.slots = slots;
    this.hits = hits;
    this.span = span;
  }

  LlmAttributes attributes() {
    LlmAttributes.Origin origin =
        new LlmAttributes.Origin(
            text(Field.TRACE_NAME),
            text(Field.SESSION),
            text(Field.USER),
            first(Field.TAGS, this::list).orElse(List.of()),
            text(Field.ENVIRONMENT),
            text(Field.RELEASE),
            text(Field.VERSION));
    if (!hits.strong()) {
      return LlmAttributes.ordinary(origin);
    }
    kind = first(Field.KIND, this::kind).orElse(ObservationKind.SPAN);
    Optional<Buckets> usage = first(Field.USAGE_DETAILS, this::buckets);
    Optional<Buckets> costs = first(Field.COST_DETAILS, this::buckets);
    return new LlmAttributes(
        kind,
        first(Field.NAME, rule -> text(rule).filter(name -> !name.equals(span.name())))
            .orElse(null),
        new LlmAttributes.ModelCall(
            text(Field.PROVIDER),
            text(Field.MODEL),
            text(Field.PARAMETERS),
            text(Field.FINISH_REASON),
            text(Field.SERVICE_TIER),
            first(Field.TIME_TO_FIRST_TOKEN, this::duration).orElse(null)),
        body(Field.INPUT),
        body(Field.OUTPUT),
        usage.map(Buckets::usage).orElseGet(this::countedUsage),
        costs.map(Buckets::cost).or(this::toldCost).orElse(null),
        usage.isEmpty() && costs.isEmpty() && text(Field.REPEATS_CHILDREN) != null,
        new LlmAttributes.Tool(text(Field.TOOL_NAME), text(Field.TOOL_CALL_ID)),
        new LlmAttributes.Agent(text(Field.AGENT_ID), text(Field.AGENT_NAME), text(Field.WORKFLOW)),
        origin,
        new LlmAttributes.Prompt(text(Field.PROMPT_NAME), text(Field.PROMPT_VERSION)),
        first(Field.LEVEL, rule -> text(rule).map(ObservationLevel::valueOf)).orElse(null),
        text(Field.STATUS_MESSAGE),
        metadata());
  }

  /** Reads a field's rules in order until one yields a value. */
  private <T> Optional<T> first(Field field, Function<Rule, Optional<T>> read) {
    for (Rule rule : rules.getOrDefault(field, List.of())) {
      if (holds(rule)) {
        Optional<T> value = read.apply(rule);
        if (value.isPresent()) {
          return value;
        }
      }
    }
    return Optional.empty();
  }

  private boolean holds(Rule rule) {
    return (rule.strength() != Strength.WEAK || hits.strong())
        && (rule.onlyFor() == null || rule.onlyFor() == kind);
  }

  private @Nullable String text(Field field) {
    return first(field, this::text).orElse(null);
  }

  private Optional<ObservationKind> kind(Rule rule) {
    return text(rule).map(name -> ObservationKind.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private @Nullable Body body(Field field) {
    return first(field, this::body).orElse(null);
  }

  private TokenUsage countedUsage() {
    return Buckets.usage(
        count(Field.INPUT_TOKENS),
        count(Field.UNCACHED_INPUT_TOKENS),
        count(Field.CACHE_READ_TOKENS).orElse(0),
        count(Field.CACHE_WRITE_TOKENS).orElse(0),
        count(Field.AUDIO_INPUT_TOKENS).orElse(0),
        count(Field.OUTPUT_TOKENS).orElse(0),
        count(Field.REASONING_TOKENS).orElse(0),
        count(Field.AUDIO_OUTPUT_TOKENS).orElse(0),
        count(Field.TOTAL_TOKENS).orElse(0));
  }

  private OptionalLong count(Field field) {
    return first(field, this::count).map(OptionalLong::of).orElseGet(OptionalLong::empty);
  }

  private Optional<Cost> toldCost() {
    Optional<Long> input = first(Field.COST_INPUT, this::usd);
    Optional<Long> output = first(Field.COST_OUTPUT, this::usd);
    Optional<Long> total = first(Field.COST_TOTAL, this::usd);
    if (input.isEmpty() && output.isEmpty() && total.isEmpty()) {
      return Optional.empty();
    }
    long in = input.orElse(0L);
    long out = output.orElse(0L);
    return Optional.of(
        new Cost(in, out, total.orElseGet(() -> Dollars.plus(in, out)), Cost.Source.CLIENT));
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Rule rule : rules.getOrDefault(Field.METADATA, List.of())) {
      if (!holds(rule)) {
        continue;
      }
      if (rule.source() instanceof Source.Prefix(String prefix, int slot)) {
        hits.group(slot)
            .forEach((key, value) -> put(metadata, key.substring(prefix.length()), plain(value)));
      } else {
        value(rule)
            .flatMap(value -> Json.parseObject(plain(value)))
            .ifPresent(members -> members.forEach((key, value) -> put(metadata, key, value)));
      }
    }
    return metadata;
  }

  private static void put(Map<String, String> metadata, Object key, Object value) {
    if (metadata.size() < MAX_METADATA && !(value instanceof Map) && !(value instanceof List)) {
      metadata.putIfAbsent(key.toString(), value == Json.NULL ? "null" : value.toString());
    }
  }

  // One rule

  private Optional<AttributeValue> value(Rule rule) {
    return Optional.ofNullable(
        switch (rule.source()) {
          case Source.Attribute(_, int slot) -> hits.value(slot);
          case Source.ResourceAttribute(String name) -> span.resource().attributes().get(name);
          case Source.Event(Set<String> names, String attribute) ->
              hits.events().stream()
                  .filter(event -> names.contains(event.name()))
                  .map(event -> event.attributes().get(attribute))
                  .filter(value -> value != null)
                  .findFirst()
                  .orElse(null);
          case Source.Prefix _ -> null;
        });
  }

  private Optional<String> text(Rule rule) {
    return switch (rule.transform()) {
      case TEXT -> value(rule).map(SpanReading::plain).filter(text -> !text.isEmpty());
      case CONST -> value(rule).map(_ -> rule.argument());
      case LOOKUP -> value(rule).map(value -> rule.table().get(lower(value)));
      case ALIAS -> value(rule).map(value -> alias(rule.table(), lower(value)));
      case AFTER ->
          value(rule)
              .flatMap(value -> argument(rule).map(before -> plain(before) + ":" + plain(value)));
      case LIST -> list(rule).map(values -> String.join(",", values));
      case OBJECT, INDEXED, WITH_SYSTEM, MESSAGES -> body(rule).map(Body::text);
      case COUNT, JSON, USD, DETAILS, SECONDS, MILLIS, TIMESTAMP, EVENT_TIME -> Optional.empty();
    };
  }

  private Optional<Body> body(Rule rule) {
    if (rule.transform() == Transform.MESSAGES
        && rule.source() instanceof Source.Event(Set<String> names, _)) {
      return EventMessages.of(hits.events(), names);
    }
    if (rule.source() instanceof Source.Prefix(String prefix, int slot)) {
      Map<String, AttributeValue> group = hits.group(slot);
      return rule.transform() == Transform.INDEXED
          ? IndexedKeys.rebuild(prefix, group)
          : object(prefix, group);
    }
    return value(rule).filter(value -> !plain(value).isEmpty()).map(value -> body(rule, value));
  }

  private Body body(Rule rule, AttributeValue value) {
    if (!(rule.source() instanceof Source.Attribute(String name, _))) {
      return new Body(plain(value), Set.of(), false);
    }
    if (rule.transform() == Transform.WITH_SYSTEM) {
      Optional<String> joined =
          argument(rule).flatMap(system -> withSystem(plain(system), plain(value)));
      if (joined.isPresent()) {
        return new Body(joined.get(), Set.of(name, rule.argument()), false);
      }
    }
    return switch (value) {
      case AttributeValue.Text(String text) -> new Body(text, Set.of(name), true);
      case AttributeValue.Array _, AttributeValue.KeyValues _ ->
          new Body(plain(value), Set.of(name), false);
      // Too small to be worth losing their type.
      case AttributeValue.Int _,
          AttributeValue.Real _,
          AttributeValue.Bool _,
          AttributeValue.Bytes _,
          AttributeValue.Empty _ ->
          new Body(plain(value), Set.of(), false);
    };
  }

  /** Both are JSON lists: of message parts and of messages. */
  private static Optional<String> withSystem(String parts, String messages) {
    String list = messages.strip();
    if (!parts.strip().startsWith("[") || !list.startsWith("[") || !list.endsWith("]")) {
      return Optional.empty();
    }
    String rest = list.substring(1).strip();
    return Optional.of(
        "[{\"role\":\"system\",\"parts\":"
            + parts.strip()
            + "}"
            + (rest.startsWith("]") ? "" : ",")
            + rest);
  }

  private static Optional<Body> object(String prefix, Map<String, AttributeValue> group) {
    if (group.isEmpty()) {
      return Optional.empty();
    }
    Map<String, AttributeValue> members = new LinkedHashMap<>();
    group.forEach((key, value) -> members.put(key.substring(prefix.length()), value));
    return Optional.of(
        new Body(JsonText.of(new AttributeValue.KeyValues(members)), group.keySet(), false));
  }

  private Optional<List<String>> list(Rule rule) {
    return value(rule)
        .map(value -> {
          List<String> words = new ArrayList<>();
          switch (value) {
            case AttributeValue.Array(var values) ->
                values.forEach(element -> words.add(plain(element)));
            case AttributeValue.Text(String text) when text.startsWith("[") ->
                Json.parseArray(text)
                    .ifPresent(list -> list.forEach(word -> words.add(word.toString())));
            default -> words.addAll(List.of(plain(value).split(",", MAX_TAGS + 1)));
          }
          return words.stream()
              .map(String::strip)
              .filter(word -> !word.isEmpty())
              .distinct()
              .limit(MAX_TAGS)
              .toList();
        })
        .filter(words -> !words.isEmpty());
  }

  private Optional<Long> count(Rule rule) {
    return switch (rule.transform()) {
      case COUNT -> value(rule).flatMap(Numbers::count);
      case JSON -> json(rule).flatMap(Numbers::countAt);
      default -> Optional.empty();
    };
  }

  /** The member at the rule's path. A text is parsed once, however many rules look into it. */
  private Optional<Object> json(Rule rule) {
    if (!(rule.source() instanceof Source.Attribute(_, int slot))) {
      return Optional.empty();
    }
    Optional<Object> node =
        parsed.computeIfAbsent(slot, _ -> value(rule).flatMap(value -> Json.parse(plain(value))));
    for (String name : rule.argument().split("\\.", -1)) {
      node = node.map(present -> present instanceof Map<?, ?> members ? members.get(name) : null);
    }
    return node;
  }

  private Optional<Buckets> buckets(Rule rule) {
    return value(rule)
        .flatMap(value -> Json.parseObject(plain(value)))
        .map(Buckets::new)
        .filter(buckets -> !buckets.isEmpty());
  }

  private Optional<Long> usd(Rule rule) {
    return value(rule)
        .flatMap(Numbers::decimal)
        .flatMap(amount -> Dollars.of(amount).stream().boxed().findFirst());
  }

  private Optional<Duration> duration(Rule rule) {
    Optional<Duration> duration =
        switch (rule.transform()) {
          case SECONDS -> value(rule).flatMap(Numbers::decimal).flatMap(s -> Numbers.nanos(s, 9));
          case MILLIS -> value(rule).flatMap(Numbers::decimal).flatMap(ms -> Numbers.nanos(ms, 6));
          case TIMESTAMP -> value(rule).flatMap(this::sinceStart);
          case EVENT_TIME -> eventTime(rule);
          default -> Optional.empty();
        };
    return duration.filter(Duration::isPositive);
  }

  private Optional<Duration> eventTime(Rule rule) {
    if (!(rule.source() instanceof Source.Event(Set<String> names, _))) {
      return Optional.empty();
    }
    return hits.events().stream()
        .filter(event -> names.contains(event.name()))
        .map(SpanEvent::epochNanos)
        .findFirst()
        .map(time -> Duration.ofNanos(time - span.startEpochNanos()));
  }

  private Optional<Duration> sinceStart(AttributeValue value) {
    String text = plain(value).strip().replace("\"", "");
    try {
      return Optional.of(
          Duration.between(Instant.EPOCH, Instant.parse(text)).minusNanos(span.startEpochNanos()));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private Optional<AttributeValue> argument(Rule rule) {
    Integer slot = slots.get(rule.argument());
    return slot == null ? Optional.empty() : Optional.ofNullable(hits.value(slot));
  }

  private static String alias(Map<String, String> table, String value) {
    String exact = table.get(value);
    if (exact != null) {
      return exact;
    }
    int dot = value.indexOf('.');
    return dot < 0 ? value : table.getOrDefault(value.substring(0, dot), value);
  }

  private static String lower(AttributeValue value) {
    return plain(value).strip().toLowerCase(Locale.ROOT);
  }

  private static String plain(AttributeValue value) {
    return switch (value) {
      case AttributeValue.Text(String text) -> text;
      case AttributeValue.Empty _ -> "";
      default -> JsonText.of(value);
    };
  }
}
