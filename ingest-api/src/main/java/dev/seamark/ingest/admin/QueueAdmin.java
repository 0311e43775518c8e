package dev.seamark.ingest.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.Scope;
import dev.seamark.ingest.http.JsonCalls;
import dev.seamark.ingest.http.JsonCalls.Answer;
import dev.seamark.ingest.queue.DeadLetter;
import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.QueueInspection;
import dev.seamark.ingest.queue.QueueStatus;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * The queue over HTTP, for keys with the ADMIN scope, as JSON made to be read:
 *
 * <pre>
 * GET    /api/v1/admin/queues/ingest
 * GET    /api/v1/admin/queues/ingest/dead-letters?limit=20&amp;cursor=…
 * GET    /api/v1/admin/queues/ingest/dead-letters/{id}
 * POST   /api/v1/admin/queues/ingest/dead-letters/{id}/replay
 * DELETE /api/v1/admin/queues/ingest/dead-letters/{id}
 * </pre>
 */
public final class QueueAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(QueueAdmin.class);
  private static final int MAX_LIMIT = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String name;
  private final QueueInspection queue;
  private final JsonCalls calls;

  /**
   * @param name of the queue, as in the path
   */
  public QueueAdmin(String name, QueueInspection queue, JsonCalls calls) {
    this.name = name;
    this.queue = queue;
    this.calls = calls;
  }

  public RouterFunction<ServerResponse> routes() {
    String base = "/api/v1/admin/queues/" + name;
    return RouterFunctions.route()
        .GET(base, request -> answer(request, this::status))
        .GET(base + "/dead-letters", request -> answer(request, this::deadLetters))
        .GET(base + "/dead-letters/{id}", request -> answer(request, this::deadLetter))
        .POST(base + "/dead-letters/{id}/replay", request -> answer(request, this::replay))
        .DELETE(base + "/dead-letters/{id}", request -> answer(request, this::drop))
        .build();
  }

  private ObjectNode status(ServerRequest request) {
    QueueStatus status = queue.status();
    ObjectNode json = JSON.objectNode();
    json.put("queue", name);
    json.put("waiting", status.waiting());
    json.put("waiting_rows", status.waitingRows());
    json.put("waiting_bytes", status.waitingBytes());
    json.put("oldest_waiting_millis", status.oldestWaitingMillis());
    json.put("active", status.active());
    json.put("batches", status.batches());
    json.put("bytes", status.bytes());
    json.put("dead_letters", status.deadLetters());
    json.put("dead_letter_bytes", status.deadLetterBytes());
    ObjectNode totals = json.putObject("totals");
    new TreeMap<>(status.totals()).forEach(totals::put);
    return json;
  }

  private ObjectNode deadLetters(ServerRequest request) {
    int limit = limit(request.queryParam("limit").orElse("20"));
    Optional<String> cursor = request.queryParam("cursor").map(QueueAdmin::checkedId);
    List<DeadLetter> found = queue.deadLetters(cursor, limit + 1);
    boolean hasMore = found.size() > limit;
    List<DeadLetter> page = hasMore ? found.subList(0, limit) : found;
    ObjectNode json = JSON.objectNode();
    ArrayNode data = json.putArray("data");
    page.forEach(letter -> data.add(json(letter)));
    ObjectNode paging = json.putObject("page");
    paging.put("next_cursor", hasMore ? page.getLast().id() : null);
    paging.putNull("previous_cursor");
    paging.put("has_more", hasMore);
    return json;
  }

  private ObjectNode deadLetter(ServerRequest request) {
    String id = id(request);
    return json(queue.deadLetter(id).orElseThrow(() -> notFound(id)));
  }

  private ObjectNode replay(ServerRequest request) {
    String id = id(request);
    if (!queue.replay(id)) {
      throw notFound(id);
    }
    LOG.info("Dead letter {} was put back into queue {}", id, name);
    return JSON.objectNode().put("id", id).put("replayed", true);
  }

  private ObjectNode drop(ServerRequest request) {
    String id = id(request);
    if (!queue.drop(id)) {
      throw notFound(id);
    }
    LOG.info("Dead letter {} of queue {} was dropped", id, name);
    return JSON.objectNode().put("id", id).put("dropped", true);
  }

  private static ObjectNode json(DeadLetter letter) {
    ObjectNode json = JSON.objectNode();
    json.put("id", letter.id());
    json.put("died_at", letter.diedAt().toString());
    json.put("queue_id", letter.queueId());
    json.put("content_hash", letter.hash());
    json.put("rows", letter.rows());
    json.put("bytes", letter.bytes());
    json.put("error", letter.error());
    return json;
  }

  private Mono<ServerResponse> answer(ServerRequest request, Action action) {
    return calls.answer(
        request,
        Scope.ADMIN,
        _ ->
            calls
                .blocking(() -> Answer.ok(action.run(request)))
                .onErrorMap(
                    QueueFailure.class,
                    e ->
                        new SeamarkException(
                            ErrorCode.STORE_UNAVAILABLE, String.valueOf(e.getMessage()), e)));
  }

  private static int limit(String text) {
    int limit;
    try {
      limit = Integer.parseInt(text);
    } catch (NumberFormatException _) {
      limit = 0;
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new SeamarkException(
          ErrorCode.INVALID_ARGUMENT, "limit: " + text + " (expected: 1.." + MAX_LIMIT + ")");
    }
    return limit;
  }

  private static String id(ServerRequest request) {
    return checkedId(request.pathVariable("id"));
  }

  private static String checkedId(String id) {
    if (!id.matches("\\d{1,20}-\\d{1,20}")) {
      throw new SeamarkException(
          ErrorCode.INVALID_ARGUMENT, "id: '" + id + "' (expected: NUMBER-NUMBER)");
    }
    return id;
  }

  private static SeamarkException notFound(String id) {
    return new SeamarkException(ErrorCode.NOT_FOUND, "dead letter " + id + ": there is none");
  }

  @FunctionalInterface
  private interface Action {
    ObjectNode run(ServerRequest request);
  }
}
