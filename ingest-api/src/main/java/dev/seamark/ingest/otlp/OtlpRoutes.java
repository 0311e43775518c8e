package dev.seamark.ingest.otlp;

import java.util.List;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** One path per signal, with and without a slash at its end: exporters send to either. */
public final class OtlpRoutes {
  private OtlpRoutes() {}

  public static RouterFunction<ServerResponse> of(
      List<OtlpSignal> signals, OtlpEnvironment environment) {
    RouterFunctions.Builder routes = RouterFunctions.route();
    for (OtlpSignal signal : signals) {
      String path = "/v1/" + signal.name();
      OtlpHandler handler = new OtlpHandler(new OtlpIngest(signal, environment), environment);
      routes.route(
          RequestPredicates.path(path).or(RequestPredicates.path(path + "/")), handler::handle);
    }
    return routes.build();
  }
}
