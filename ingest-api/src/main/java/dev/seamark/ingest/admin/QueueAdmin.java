package dev.seamark.ingest.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKeyCredentials;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.Scope;
import dev.seamark.ingest.queue.DeadLetter;
import dev.seamark.ingest.queue.QueueFailure;
import dev.seamark.ingest.queue.QueueInspection;
import dev.seamark.ingest.queue.QueueStatus;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

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
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final String name;
  private final QueueInspection queue;
  private final ApiKeyReader keys;
  private final Scheduler blocking;

  /**
   * @param name of the queue, as in the path
   */
  public QueueAdmin(String name, QueueInspection queue, ApiKeyReader keys, Scheduler blocking) {
    this.name = name;
    this.queue = queue;
    this.keys = keys;
    this.blocking = blocking;
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
    ObjectNode json = JSON.createObjectNode();
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
    ObjectNode json = JSON.createObjectNode();
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
    return JSON.createObjectNode().put("id", id).put("replayed", true);
  }

  private ObjectNode drop(ServerRequest request) {
    String id = id(request);
    if (!queue.drop(id)) {
      throw notFound(id);
    }
    LOG.info("Dead letter {} of queue {} was dropped", id, name);
    return JSON.createObjectNode().put("id", id).put("dropped", true);
  }

  private static ObjectNode json(DeadLetter letter) {
    ObjectNode json = JSON.createObjectNode();
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
    HttpHeaders headers = request.headers().asHttpHeaders();
    return Mono.fromCallable(
            () -> {
              ApiKeyCredentials.read(
                      headers.getFirst(HttpHeaders.AUTHORIZATION), headers.getFirst("x-api-key"))
                  .authenticate(keys, Scope.ADMIN);
              return action.run(request);
            })
        .subscribeOn(blocking)
        .flatMap(json -> respond(HttpStatus.OK, MediaType.APPLICATION_JSON, json))
        .onErrorResume(this::problem);
  }

  private Mono<ServerResponse> problem(Throwable failure) {
    ErrorCode code =
        switch (failure) {
          case SeamarkException known -> known.code();
          case QueueFailure _ -> ErrorCode.STORE_UNAVAILABLE;
          default -> ErrorCode.INTERNAL;
        };
    if (code == ErrorCode.INTERNAL) {
      LOG.error("A request to queue {} failed", name, failure);
    }
    HttpStatus status =
        switch (code) {
          case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
          case PERMISSION_DENIED -> HttpStatus.FORBIDDEN;
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          default ->
              switch (code.kind()) {
                case CALLER -> HttpStatus.BAD_REQUEST;
                case OVERLOAD -> HttpStatus.SERVICE_UNAVAILABLE;
                case OURS -> HttpStatus.INTERNAL_SERVER_ERROR;
              };
        };
    ObjectNode json = JSON.createObjectNode();
    json.put("type", "about:blank");
    json.put("title", status.getReasonPhrase());
    json.put("status", status.value());
    json.put(
        "detail",
        code == ErrorCode.INTERNAL
            ? "an error of the server; its log says more"
            : failure.getMessage());
    json.put("code", code.name());
    return respond(status, MediaType.APPLICATION_PROBLEM_JSON, json);
  }

  private static Mono<ServerResponse> respond(HttpStatus status, MediaType type, ObjectNode json) {
    try {
      ServerResponse.BodyBuilder response = ServerResponse.status(status).contentType(type);
      if (status == HttpStatus.UNAUTHORIZED) {
        response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"seamark\"");
      }
      return response.bodyValue(JSON.writeValueAsString(json) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
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
