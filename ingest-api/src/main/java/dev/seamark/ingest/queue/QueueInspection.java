package dev.seamark.ingest.queue;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into a queue from outside, and brings dead letters back or drops them. */
public final class QueueInspection {
  private final RedisLink redis;
  private final QueueSettings settings;
  private final QueueKeys keys;

  public QueueInspection(RedisLink redis, QueueSettings settings) {
    this.redis = redis;
    this.settings = settings;
    this.keys = new QueueKeys(settings.name());
  }

  /** The queue now. */
  public QueueStatus status() {
    List<Object> answer =
        redis.runForList(
            Script.STATUS,
            List.of(keys.stream(), keys.size(), keys.batches(), keys.dead(), keys.counters()),
            settings.workTimeout(),
            QueueKeys.GROUP);
    Map<String, Long> size = numbers(answer.get(4));
    long waiting = size.getOrDefault("waiting_entries", 0L);
    return new QueueStatus(
        waiting,
        size.getOrDefault("waiting_rows", 0L),
        size.getOrDefault("waiting_bytes", 0L),
        Math.max(0, (Long) answer.get(0) - waiting),
        (Long) answer.get(1),
        (Long) answer.get(2),
        size.getOrDefault("dead_bytes", 0L),
        (Long) answer.get(3),
        size.getOrDefault("bytes", 0L),
        numbers(answer.get(5)));
  }

  private static Map<String, Long> numbers(Object flat) {
    Map<String, Long> numbers = new HashMap<>();
    List<?> items = (List<?>) flat;
    for (int i = 0; i + 1 < items.size(); i += 2) {
      numbers.put(text(items.get(i)), Long.parseLong(text(items.get(i + 1))));
    }
    return numbers;
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /** The oldest dead letters, beginning after an id. */
  public List<DeadLetter> deadLetters(Optional<String> after, int limit) {
    Range<String> range =
        Range.from(
            after.map(Range.Boundary::excluding).orElse(Range.Boundary.unbounded()),
            Range.Boundary.unbounded());
    List<StreamMessage<String, byte[]>> found =
        redis.call(
            commands -> commands.xrange(keys.dead(), range, Limit.from(limit)),
            settings.workTimeout());
    return found.stream().map(QueueInspection::deadLetter).toList();
  }

  /** One dead letter. */
  public Optional<DeadLetter> deadLetter(String id) {
    List<StreamMessage<String, byte[]>> found =
        redis.call(
            commands -> commands.xrange(keys.dead(), Range.create(id, id)), settings.workTimeout());
    return found.stream().map(QueueInspection::deadLetter).findFirst();
  }

  private static DeadLetter deadLetter(StreamMessage<String, byte[]> message) {
    Map<String, byte[]> fields = message.getBody();
    String id = message.getId();
    return new DeadLetter(
        id,
        Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-')))),
        field(fields, "i"),
        field(fields, "h"),
        Long.parseLong(field(fields, "r")),
        fields.getOrDefault("p", new byte[0]).length,
        field(fields, "e"));
  }

  private static String field(Map<String, byte[]> fields, String name) {
    return new String(fields.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  /** Puts a dead letter back into the queue; false when there is none with this id. */
  public boolean replay(String id) {
    long replayed =
        redis.runForNumber(
            Script.REPLAY,
            List.of(keys.stream(), keys.size(), keys.dead(), keys.counters()),
            settings.workTimeout(),
            id);
    return replayed == 1;
  }

  /** Deletes a dead letter for good; false when there is none with this id. */
  public boolean drop(String id) {
    long dropped =
        redis.runForNumber(
            Script.DROP,
            List.of(keys.size(), keys.dead(), keys.counters()),
            settings.workTimeout(),
            id);
    return dropped == 1;
  }
}
