package dev.seamark.query.http;

import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyCredentials;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.Scope;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * The way every API call goes: who asks is found out first, then what for, then it is read; all of
 * it on the thread that may block.
 */
public final class ApiCalls {
  /** What a call does, once the caller is known and the parameters are. */
  @FunctionalInterface
  public interface Call<T> {
    T answer(ApiKey caller, Parameters parameters);
  }

  private final ApiKeyReader keys;
  private final BlockingReads reads;

  public ApiCalls(ApiKeyReader keys, BlockingReads reads) {
    this.keys = keys;
    this.reads = reads;
  }

  /**
   * Answers a request.
   *
   * @param known names of the query parameters that the call reads
   */
  public <T> Mono<T> answer(ServerWebExchange exchange, Set<String> known, Call<T> call) {
    ServerHttpRequest request = exchange.getRequest();
    return reads.run(() -> {
      ApiKey caller =
          ApiKeyCredentials.read(
                  request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION),
                  request.getHeaders().getFirst("x-api-key"))
              .authenticate(keys, Scope.QUERY);
      return call.answer(caller, Parameters.of(request.getQueryParams(), known));
    });
  }
}
