package dev.seamark.ingest.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lettuce.core.KeyValue;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue's back: hands out batches to workers and takes them over from workers that died. A
 * batch's composition is recorded in the same script that delivers its envelopes, so there is no
 * instant at which an envelope is delivered and belongs to no batch.
 *
 * <p>All methods throw {@link QueueFailure} when Redis is away, and can be repeated.
 */
public final class BatchQueue {
  private static final Logger LOG = LoggerFactory.getLogger(BatchQueue.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RedisLink redis;
  private final QueueSettings settings;
  private final QueueKeys keys;
  private final String consumer;

  /**
   * @param consumer unique to this process and start, without spaces
   */
  public BatchQueue(RedisLink redis, QueueSettings settings, String consumer) {
    this.redis = redis;
    this.settings = settings;
    this.keys = new QueueKeys(settings.name());
    this.consumer = consumer;
  }

  /** Creates stream and group unless they exist. */
  public void prepare() {
    try {
      redis.call(
          commands ->
              commands.xgroupCreate(
                  StreamOffset.from(keys.stream(), "0"),
                  QueueKeys.GROUP,
                  XGroupCreateArgs.Builder.mkstream()),
          settings.workTimeout());
    } catch (QueueFailure e) {
      if (e.getMessage() == null || !e.getMessage().contains("BUSYGROUP")) {
        throw e;
      }
    }
  }

  /** Envelopes that no worker has taken yet. */
  public Waiting waiting() {
    List<KeyValue<String, byte[]>> values =
        redis.call(
            commands ->
                commands.hmget(keys.size(), "waiting_entries", "waiting_rows", "waiting_bytes"),
            settings.workTimeout());
    return new Waiting(number(values.get(0)), number(values.get(1)), number(values.get(2)));
  }

  private static long number(KeyValue<String, byte[]> value) {
    return value.hasValue()
        ? Long.parseLong(new String(value.getValue(), StandardCharsets.UTF_8))
        : 0;
  }

  /**
   * Takes the oldest waiting envelopes as a batch, leased to this consumer.
   *
   * @param batchId new; after an uncertain failure {@link #resume} tells whether it came to be
   * @return empty when none is waiting
   */
  public Optional<TakenBatch> take(
      String batchId, int maxEntries, long enoughRows, long enoughBytes) {
    List<Object> flat =
        redis.runForList(
            Script.TAKE,
            List.of(keys.stream(), keys.size(), keys.batches(), keys.leases()),
            settings.workTimeout(),
            QueueKeys.GROUP,
            consumer,
            batchId,
            maxEntries,
            enoughRows,
            enoughBytes,
            settings.lease().toMillis());
    if (flat.isEmpty()) {
      return Optional.empty();
    }
    List<TakenBatch.Entry> entries = new ArrayList<>(flat.size() / 2);
    for (int i = 0; i < flat.size(); i += 2) {
      entries.add(new TakenBatch.Entry(text(flat.get(i)), (byte[]) flat.get(i + 1)));
    }
    return Optional.of(new TakenBatch(batchId, false, entries));
  }

  /** A batch as it is recorded, whoever owns it; empty when it is done or never came to be. */
  public Optional<TakenBatch> resume(String batchId) {
    byte[] manifest =
        redis.call(commands -> commands.hget(keys.batches(), batchId), settings.workTimeout());
    return manifest == null ? Optional.empty() : Optional.of(load(batchId, manifest));
  }

  private static String text(Object bytes) {
    return new String((byte[]) bytes, StandardCharsets.UTF_8);
  }

  /** Takes over one batch whose owner let its lease run out. */
  public Optional<TakenBatch> adopt() {
    List<Object> found =
        redis.runForList(
            Script.ADOPT,
            List.of(keys.stream(), keys.batches(), keys.leases()),
            settings.workTimeout(),
            QueueKeys.GROUP,
            consumer,
            settings.lease().toMillis());
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(load(text(found.get(0)), (byte[]) found.get(1)));
  }

  /** Prolongs the lease; false when the batch is done or somebody else's. */
  public boolean renew(String batchId) {
    long renewed =
        redis.runForNumber(
            Script.RENEW,
            List.of(keys.leases()),
            settings.workTimeout(),
            batchId,
            consumer,
            settings.lease().toMillis());
    return renewed == 1;
  }

  /** Gives a batch up so that another worker can take it over at once. */
  public void release(String batchId) {
    redis.runForNumber(
        Script.RELEASE, List.of(keys.leases()), settings.workTimeout(), batchId, consumer);
  }

  /** Records that the batch's envelopes are inserted one by one from now on. */
  public void split(String batchId) {
    redis.runForNumber(Script.SPLIT, List.of(keys.batches()), settings.workTimeout(), batchId);
  }

  /** Acknowledges and deletes what is left of a batch. */
  public void done(String batchId) {
    redis.runForNumber(
        Script.DONE,
        List.of(keys.stream(), keys.size(), keys.batches(), keys.leases(), keys.counters()),
        settings.workTimeout(),
        QueueKeys.GROUP,
        batchId);
  }

  /** Moves one envelope of a batch to the dead letters. */
  public void bury(String batchId, String entryId, String error) {
    redis.runForNumber(
        Script.BURY,
        List.of(keys.stream(), keys.size(), keys.batches(), keys.dead(), keys.counters()),
        settings.workTimeout(),
        QueueKeys.GROUP,
        batchId,
        entryId,
        error,
        settings.maxDeadLetters(),
        settings.maxDeadLetterBytes());
  }

  private TakenBatch load(String batchId, byte[] manifest) {
    JsonNode json;
    try {
      json = JSON.readTree(new String(manifest, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("batch " + batchId + ": its manifest is not JSON", e);
    }
    List<TakenBatch.Entry> entries = new ArrayList<>();
    for (JsonNode id : json.path("ids")) {
      List<StreamMessage<String, byte[]>> found =
          redis.call(
              commands -> commands.xrange(keys.stream(), Range.create(id.asText(), id.asText())),
              settings.workTimeout());
      if (found.isEmpty()) {
        // Only a hand can have deleted it. The rest stays under the same token: if the whole batch
        // was inserted before, the insert of the rest is recognised and does nothing.
        LOG.error("Envelope {} of batch {} is gone from the queue", id.asText(), batchId);
      } else {
        byte[] payload = found.getFirst().getBody().get("p");
        if (payload == null) {
          throw new IllegalStateException("envelope " + id.asText() + " has no payload");
        }
        entries.add(new TakenBatch.Entry(id.asText(), payload));
      }
    }
    return new TakenBatch(batchId, json.path("split").asBoolean(), entries);
  }

  /**
   * What waits.
   *
   * @param bytes of payload
   */
  public record Waiting(long entries, long rows, long bytes) {}
}
