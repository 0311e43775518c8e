package dev.seamark.ingest.price;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.llm.ModelPrice;
import dev.seamark.core.llm.ModelPriceReader;
import dev.seamark.core.llm.ModelPriceWriter;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import dev.seamark.ingest.http.JsonCalls;
import dev.seamark.ingest.http.JsonCalls.Answer;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * A workspace's own prices over HTTP, for its keys with the ADMIN scope:
 *
 * <pre>
 * GET    /api/v1/admin/prices
 * PUT    /api/v1/admin/prices            one price; replaces the one with the same pattern
 * DELETE /api/v1/admin/prices?pattern=…
 * </pre>
 *
 * They count for what arrives from then on, in this process at once, in others within a minute.
 */
public final class PriceAdmin {
  private static final Logger LOG = LoggerFactory.getLogger(PriceAdmin.class);
  private static final String PATH = "/api/v1/admin/prices";

  /** What a price table takes. */
  private static final int MAX_PRICES = 1000;

  private final ModelPriceReader reader;
  private final ModelPriceWriter writer;
  private final Consumer<WorkspaceId> changed;
  private final JsonCalls calls;

  /**
   * @param changed told after a workspace's prices were changed
   */
  public PriceAdmin(
      ModelPriceReader reader,
      ModelPriceWriter writer,
      Consumer<WorkspaceId> changed,
      JsonCalls calls) {
    this.reader = reader;
    this.writer = writer;
    this.changed = changed;
    this.calls = calls;
  }

  public RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
        .GET(PATH, this::list)
        .PUT(PATH, this::put)
        .DELETE(PATH, this::remove)
        .build();
  }

  private Mono<ServerResponse> list(ServerRequest request) {
    return calls.answer(
        request,
        Scope.ADMIN,
        owner ->
            calls.blocking(() -> Answer.ok(json(reader.readModelPrices(owner.workspaceId())))));
  }

  private Mono<ServerResponse> put(ServerRequest request) {
    return calls.answer(
        request,
        Scope.ADMIN,
        owner ->
            request
                .bodyToMono(byte[].class)
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                    DataBufferLimitException.class,
                    e -> new SeamarkException(ErrorCode.PAYLOAD_TOO_LARGE, "body: too large", e))
                .flatMap(
                    body -> calls.blocking(() -> put(owner.workspaceId(), PriceJson.read(body)))));
  }

  private Answer put(WorkspaceId workspaceId, ModelPrice price) {
    List<ModelPrice> others =
        reader.readModelPrices(workspaceId).stream()
            .filter(other -> !other.pattern().equals(price.pattern()))
            .toList();
    if (others.size() >= MAX_PRICES) {
      throw new SeamarkException(
          ErrorCode.INVALID_ARGUMENT,
          "prices: " + MAX_PRICES + " are set (expected: at most " + MAX_PRICES + " patterns)");
    }
    writer.putModelPrice(workspaceId, price);
    changed.accept(workspaceId);
    LOG.info("Workspace {} set the price of {}", workspaceId, price.pattern());
    return Answer.ok(PriceJson.of(price));
  }

  private Mono<ServerResponse> remove(ServerRequest request) {
    return calls.answer(
        request,
        Scope.ADMIN,
        owner ->
            calls.blocking(() ->
                remove(
                    owner.workspaceId(),
                    request
                        .queryParam("pattern")
                        .orElseThrow(() ->
                            new SeamarkException(
                                ErrorCode.INVALID_ARGUMENT,
                                "pattern: missing (expected: that of the price)")))));
  }

  private Answer remove(WorkspaceId workspaceId, String pattern) {
    boolean there =
        reader.readModelPrices(workspaceId).stream()
            .anyMatch(price -> price.pattern().equals(pattern));
    if (!there) {
      throw new SeamarkException(
          ErrorCode.NOT_FOUND,
          "pattern: '" + pattern + "' (expected: that of a price that was set)");
    }
    writer.removeModelPrice(workspaceId, pattern);
    changed.accept(workspaceId);
    LOG.info("Workspace {} removed the price of {}", workspaceId, pattern);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return Answer.ok(json.put("pattern", pattern).put("removed", true));
  }

  private static JsonNode json(List<ModelPrice> prices) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode data = json.putArray("data");
    prices.forEach(price -> data.add(PriceJson.of(price)));
    return json;
  }
}
