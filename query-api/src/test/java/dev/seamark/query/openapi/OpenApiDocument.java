package dev.seamark.query.openapi;

import dev.seamark.query.http.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** What the OpenAPI document says beyond what the endpoints' annotations say. */
@TestConfiguration(proxyBeanMethods = false)
class OpenApiDocument {
  private static final String PROBLEM_JSON = "application/problem+json";

  @Bean
  OpenApiCustomizer describe() {
    return OpenApiDocument::customize;
  }

  private static void customize(OpenAPI api) {
    api.info(
            new Info()
                .title("Seamark query API")
                .version("v1")
                .description(
                    """
                    Reads what was sent by OTLP. Timestamps are RFC 3339 in UTC with nine digits after the second, \
                    durations are integers of nanoseconds, ids are lower-case hex. Unknown query parameters are errors. \
                    Failures are problem documents (RFC 9457); programs compare their `code`.\
                    """)
                .license(
                    new License()
                        .name("Apache-2.0")
                        .url("https://www.apache.org/licenses/LICENSE-2.0")))
        .servers(List.of())
        .tags(
            List.of(
                new Tag().name("traces").description("Traces and their spans"),
                new Tag().name("logs").description("Log records"),
                new Tag().name("metrics").description("Metrics and their data points"),
                new Tag().name("keys").description("API keys")))
        .security(
            List.of(
                new SecurityRequirement().addList("bearer"),
                new SecurityRequirement().addList("api_key"),
                new SecurityRequirement().addList("basic")));
    Components components = api.getComponents();
    components
        .addSecuritySchemes(
            "bearer",
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("The secret half of an API key."))
        .addSecuritySchemes(
            "api_key",
            new SecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name("x-api-key")
                .description("The secret half of an API key."))
        .addSecuritySchemes(
            "basic",
            new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("basic")
                .description("Public and secret half of an API key."));
    ModelConverters.getInstance(true).read(Problem.class).forEach(components::addSchemas);
    components.getSchemas().forEach(OpenApiDocument::complete);
    components.addSchemas("Attributes", attributes()).addSchemas("AttributeValue", value());
    components.setSchemas(new TreeMap<>(components.getSchemas()));
    components.setResponses(failures());
    api.getPaths()
        .forEach((path, item) ->
            item.readOperations().forEach(operation -> addFailures(path, operation)));
  }

  /**
   * Everything is always there, but for what {@code fields} leave out, what was not sent and what
   * conventions did not tell.
   */
  private static void complete(String name, Schema<?> schema) {
    var properties = schema.getProperties();
    if (properties.containsKey("attributes")) {
      properties.put("attributes", ref("Attributes"));
    }
    if (name.equals("Log")) {
      properties.put("body", describe(ref("AttributeValue"), "Left out when none was sent."));
    }
    schema.setRequired(
        properties.keySet().stream()
            .filter(property ->
                switch (name) {
                  case "Log" -> Set.of("record_id", "time").contains(property);
                  case "Trace" -> Set.of("trace_id", "start_time").contains(property);
                  case "Observation" ->
                      Set.of("kind", "usage", "cost", "repeats_children", "origin", "metadata")
                          .contains(property);
                  case "Origin" -> property.equals("tags");
                  case "Model", "Tool", "Agent", "Prompt" -> false;
                  case "Sample" ->
                      !Set.of(
                              "start_time",
                              "value",
                              "histogram",
                              "exponential_histogram",
                              "summary")
                          .contains(property);
                  case "Histogram", "ExponentialHistogram" ->
                      !Set.of("sum", "min", "max").contains(property);
                  case "Exemplar" -> !Set.of("trace_id", "span_id").contains(property);
                  case "Problem" -> !property.equals("parameter");
                  default -> true;
                })
            .sorted()
            .toList());
  }

  private static void addFailures(String path, Operation operation) {
    Set<String> known = Set.of("400", "401", "403", "404", "422", "503", "504");
    operation
        .getResponses()
        .forEach((status, response) -> {
          response.description("The answer.");
          rename(response.getContent());
        });
    known.stream()
        .sorted()
        .filter(status -> !status.equals("404") || path.contains("{traceId}"))
        .forEach(status ->
            operation
                .getResponses()
                .addApiResponse(
                    status, new ApiResponse().$ref("#/components/responses/" + status)));
  }

  private static void rename(Content content) {
    MediaType any = content.remove("*/*");
    if (any != null) {
      content.addMediaType("application/json", any);
    }
  }

  private static Map<String, ApiResponse> failures() {
    Map<String, ApiResponse> failures = new LinkedHashMap<>();
    failures.put(
        "400",
        failure(
            "A parameter is unknown or cannot be used. Codes: INVALID_ARGUMENT, INVALID_CURSOR.",
            Map.of(
                "out of range",
                problem(
                    400,
                    "Bad Request",
                    "INVALID_ARGUMENT",
                    "limit: 0 (expected: 1..1000)",
                    "limit"),
                "cursor",
                problem(
                    400,
                    "Bad Request",
                    "INVALID_CURSOR",
                    "cursor: of a query with other filters or another order (expected: next_cursor or"
                        + " previous_cursor of the same query)",
                    "cursor"))));
    failures.put(
        "401",
        failure(
            "The key is missing, unknown or revoked. Code: UNAUTHENTICATED.",
            Map.of(
                "unknown",
                problem(
                    401, "Unauthorized", "UNAUTHENTICATED", "API key: unknown or revoked", null))));
    failures.put(
        "403",
        failure(
            "The key may not query. Code: PERMISSION_DENIED.",
            Map.of(
                "scope",
                problem(
                    403,
                    "Forbidden",
                    "PERMISSION_DENIED",
                    "API key pk-sm-1f8hZcYh2Jm7w3yq: scopes [INGEST] (expected: QUERY)",
                    null))));
    failures.put(
        "404",
        failure(
            "There is no such trace in the key's project. Code: NOT_FOUND.",
            Map.of(
                "unknown",
                problem(
                    404,
                    "Not Found",
                    "NOT_FOUND",
                    "traceId: 5b8efff798038103d269b633813fc60c (expected: a trace of this project)",
                    null))));
    failures.put(
        "422",
        failure(
            "The query would read more than one query may. Code: QUERY_TOO_EXPENSIVE.",
            Map.of(
                "too expensive",
                problem(
                    422,
                    "Unprocessable Entity",
                    "QUERY_TOO_EXPENSIVE",
                    "The query would read more than one query may (expected: a smaller limit, a"
                        + " shorter time range or a narrower filter)",
                    null))));
    failures.put(
        "503",
        failure(
                "The store is away, or too many queries are running; the same request can succeed"
                    + " later. Codes: STORE_UNAVAILABLE, TOO_MANY_QUERIES.",
                Map.of(
                    "store",
                    problem(
                        503,
                        "Service Unavailable",
                        "STORE_UNAVAILABLE",
                        "The store cannot be reached; try again later",
                        null)))
            .addHeaderObject(
                "Retry-After",
                new Header().description("Seconds to wait.").schema(type("integer"))));
    failures.put(
        "504",
        failure(
            "The query took longer than one query may. Code: QUERY_TIMEOUT.",
            Map.of(
                "timeout",
                problem(
                    504,
                    "Gateway Timeout",
                    "QUERY_TIMEOUT",
                    "The query took longer than one query may (expected: a shorter time range, a"
                        + " narrower filter, or to try again)",
                    null))));
    return failures;
  }

  private static ApiResponse failure(String description, Map<String, Problem> examples) {
    MediaType media = new MediaType().schema(ref("Problem"));
    new TreeMap<>(examples)
        .forEach((name, problem) -> media.addExamples(name, new Example().value(problem)));
    return new ApiResponse()
        .description(description)
        .content(new Content().addMediaType(PROBLEM_JSON, media));
  }

  private static Problem problem(
      int status, String title, String code, String detail, @Nullable String parameter) {
    return new Problem(
        "urn:seamark:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-'),
        title,
        status,
        detail,
        code,
        "/api/v1/traces",
        parameter);
  }

  private static Schema<?> attributes() {
    Schema<?> attributes = type("object");
    attributes.setDescription("Attributes by key.");
    attributes.setAdditionalProperties(ref("AttributeValue"));
    attributes.setExample(
        new TreeMap<>(
            Map.of("http.route", "/cart", "http.response.status_code", 200, "ratio", 0.5)));
    return attributes;
  }

  private static Schema<?> value() {
    Schema<?> list = type("array");
    list.setItems(ref("AttributeValue"));
    list.setDescription("A list of values of any types.");
    Schema<?> value =
        describe(
            new JsonSchema(),
            "A value of an attribute. Numbers with a fraction or an exponent are reals, others are"
                + " integers. An object has exactly one key, which says what it is.");
    value.addAnyOfItem(type("string"));
    value.addAnyOfItem(type("boolean"));
    value.addAnyOfItem(describe(type("integer"), "Between -(2^53 - 1) and 2^53 - 1."));
    value.addAnyOfItem(type("number"));
    value.addAnyOfItem(describe(type("null"), "A value that was sent without content."));
    value.addAnyOfItem(list);
    value.addAnyOfItem(tagged("int", type("string"), "An integer of 64 bits outside that range."));
    value.addAnyOfItem(tagged("double", type("string"), "NaN, Infinity or -Infinity."));
    value.addAnyOfItem(tagged("bytes", type("string"), "Bytes in Base64."));
    value.addAnyOfItem(tagged("kvlist", ref("Attributes"), "Nested attributes."));
    return value;
  }

  private static Schema<?> tagged(String key, Schema<?> value, String description) {
    Schema<?> object = describe(type("object"), description);
    object.addProperty(key, value);
    object.setRequired(List.of(key));
    return object;
  }

  private static Schema<?> describe(Schema<?> schema, String description) {
    schema.setDescription(description);
    return schema;
  }

  private static Schema<?> type(String type) {
    Schema<?> schema = new JsonSchema();
    schema.setTypes(Set.of(type));
    return schema;
  }

  private static Schema<?> ref(String name) {
    return new JsonSchema().$ref("#/components/schemas/" + name);
  }
}
