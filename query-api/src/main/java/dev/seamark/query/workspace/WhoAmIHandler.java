package dev.seamark.query.workspace;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.query.http.ApiCalls;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells a caller which key it uses, so that a configuration can be checked. */
@RestController
@Tag(name = "keys")
class WhoAmIHandler {
  private final ApiCalls calls;

  WhoAmIHandler(ApiCalls calls) {
    this.calls = calls;
  }

  @GetMapping("/api/v1/whoami")
  @Operation(operationId = "whoAmI", summary = "The key that the request came with")
  Mono<Caller> whoAmI(ServerWebExchange exchange) {
    return calls.answer(exchange, Set.of(), (caller, _) -> Caller.of(caller));
  }

  /** A key, without its secret. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "Caller", description = "An API key and what it belongs to.")
  record Caller(
      @Schema(example = "pk-sm-1f8hZcYh2Jm7w3yq") String publicKey,
      @Schema(example = "bootstrap") String name,
      @Schema(example = "00000000-0000-0000-0000-000000000001") String workspaceId,
      @Schema(example = "00000000-0000-0000-0000-000000000002") String projectId,
      @Schema(
              allowableValues = {"INGEST", "QUERY", "ADMIN"},
              example = "[\"INGEST\", \"QUERY\"]")
          List<String> scopes) {

    static Caller of(ApiKey key) {
      return new Caller(
          key.publicKey(),
          key.name(),
          key.workspaceId().toString(),
          key.projectId().toString(),
          key.scopes().stream().map(Enum::name).sorted().toList());
    }
  }
}
