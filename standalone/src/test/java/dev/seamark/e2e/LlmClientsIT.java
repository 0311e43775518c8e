package dev.seamark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What clients of five LLM conventions sent, sent again under fresh ids and times: the same call of
 * gpt-4o, 11 tokens in and 2 out, is the same observation whoever tells of it.
 */
class LlmClientsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration VISIBLE = Duration.ofSeconds(30);
  private static final Pattern ID = Pattern.compile("\"([0-9a-f]{32}|[0-9a-f]{16})\"");
  private static final Pattern TIME = Pattern.compile("\"(\\d{19})\"");

  /** 11 tokens at 2.50 dollars per million and 2 at 10. */
  private static final BigDecimal ONE_CALL = new BigDecimal("0.0000475");

  @RegisterExtension static final RunningStackExtension extension = new RunningStackExtension();

  private final RunningStack stack = extension.stack();

  @ParameterizedTest
  @CsvSource({
    "traceloop, 3, chat gpt-4o",
    "openinference, 1, OpenAI Chat Completions",
    "vercel-ai-5, 2, ai.generateText.doGenerate",
    "vercel-ai-7, 3, chat gpt-4o"
  })
  void oneCall_isCountedOnce(String client, int spans, String generation) throws IOException {
    JsonNode trace = send(client, spans);

    JsonNode usage = trace.at("/trace/usage");
    assertThat(usage.get("input_tokens").longValue()).isEqualTo(11);
    assertThat(usage.get("output_tokens").longValue()).isEqualTo(2);
    assertThat(usage.get("total_tokens").longValue()).isEqualTo(13);
    assertThat(usage.get("total_cost").decimalValue()).isEqualByComparingTo(ONE_CALL);
    assertThat(usage.get("models")).extracting(JsonNode::textValue).containsExactly("gpt-4o");
    JsonNode observation = span(trace, generation).get("observation");
    assertThat(observation.get("kind").textValue()).isEqualTo("generation");
    assertThat(observation.at("/model/provider").textValue()).isEqualTo("openai");
    assertThat(observation.at("/model/name").textValue()).isEqualTo("gpt-4o");
    assertThat(observation.at("/usage/total_tokens").longValue()).isEqualTo(13);
    assertThat(observation.at("/cost/total").decimalValue()).isEqualByComparingTo(ONE_CALL);
    assertThat(observation.at("/cost/source").textValue()).isEqualTo("built_in_price");
    assertThat(observation.get("input").textValue()).contains("capital");
    assertThat(observation.get("output").textValue()).contains("Paris");
    assertThat(observation.get("repeats_children").booleanValue()).isFalse();
    assertListed(trace, "model=gpt-4o");
  }

  @Test
  void attributesOfABody_areReadBack() throws IOException {
    JsonNode trace = send("traceloop", 3);

    JsonNode chat = span(trace, "chat gpt-4o");
    assertThat(chat.at("/attributes/gen_ai.input.messages"))
        .isEqualTo(chat.at("/observation/input"));
    assertThat(chat.at("/attributes/gen_ai.usage.input_tokens").longValue()).isEqualTo(11);
    assertThat(trace.at("/trace/origin/user_id").textValue()).isEqualTo("u1");
  }

  @Test
  void langfuse_wholeTrace() throws IOException {
    JsonNode trace = send("langfuse-v5", 7);

    JsonNode llm = span(trace, "llm").get("observation");
    assertThat(llm.at("/cost/total").decimalValue()).isEqualByComparingTo("0.001");
    assertThat(llm.at("/cost/source").textValue()).isEqualTo("client");
    assertThat(llm.at("/prompt/name").textValue()).isEqualTo("greet");
    assertThat(span(trace, "tool").at("/observation/kind").textValue()).isEqualTo("tool");
    assertThat(span(trace, "tool").at("/observation/level").textValue()).isEqualTo("warning");
    JsonNode usage = trace.at("/trace/usage");
    assertThat(usage.get("total_tokens").longValue()).isEqualTo(26);
    assertThat(usage.get("total_cost").decimalValue())
        .isEqualByComparingTo(ONE_CALL.add(new BigDecimal("0.001")));
    JsonNode origin = trace.at("/trace/origin");
    assertThat(origin.get("trace_name").textValue()).isEqualTo("demo-trace");
    assertThat(origin.get("tags")).extracting(JsonNode::textValue).containsExactly("a", "b");
    for (String filter :
        new String[] {"session_id=s1", "user_id=u1", "tag=b", "model=gpt-4o", "environment=test"}) {
      assertListed(trace, filter);
      assertNotListed(trace, filter + "-not");
    }
  }

  /** Sends the file's spans as of now and reads the trace when all of them are there. */
  private JsonNode send(String client, int spans) throws IOException {
    String recorded;
    try (InputStream in = LlmClientsIT.class.getResourceAsStream("/llm/" + client + ".json")) {
      recorded =
          new String(Objects.requireNonNull(in, client).readAllBytes(), StandardCharsets.UTF_8);
    }
    Map<String, String> ids = new HashMap<>();
    String body =
        TIME.matcher(ID.matcher(recorded).replaceAll(id -> quoted(id, old -> fresh(ids, old))))
            .replaceAll(shiftedFrom(recorded));
    HttpResponse<String> answer =
        Http.post(
            stack.url().resolve("/v1/traces"),
            stack.key(),
            "application/json",
            body.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String traceId =
        ids.values().stream().filter(id -> id.length() == 32).findFirst().orElseThrow();
    URI trace = stack.url().resolve("/api/v1/traces/" + traceId);
    Await.until(
        VISIBLE,
        () -> {
          HttpResponse<String> read = Http.get(trace, stack.key());
          return read.statusCode() == 200 && json(read).get("spans").size() == spans;
        },
        () -> spans + " spans of " + traceId);
    return json(Http.get(trace, stack.key()));
  }

  private static String fresh(Map<String, String> ids, String old) {
    return ids.computeIfAbsent(
        old,
        _ ->
            old.length() == 32
                ? UUID.randomUUID().toString().replace("-", "")
                : HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong() | 1));
  }

  /** Moves the recorded times to a minute ago, each as far from the others as it was. */
  private static Function<MatchResult, String> shiftedFrom(String recorded) {
    long first =
        TIME.matcher(recorded)
            .results()
            .mapToLong(time -> Long.parseLong(time.group(1)))
            .min()
            .orElseThrow();
    long shift = (Instant.now().getEpochSecond() - 60) * 1_000_000_000L - first;
    return time -> quoted(time, old -> Long.toString(Long.parseLong(old) + shift));
  }

  private static String quoted(MatchResult match, UnaryOperator<String> change) {
    return "\"" + change.apply(match.group(1)) + "\"";
  }

  /** Lists are derived from what is stored, so they follow it. */
  private void assertListed(JsonNode trace, String filter) {
    Await.until(
        VISIBLE,
        () -> {
          for (JsonNode listed : list(filter)) {
            if (listed.equals(trace.get("trace"))) {
              return true;
            }
          }
          return false;
        },
        () -> trace.get("trace") + " by " + filter + " in " + list(filter));
  }

  private void assertNotListed(JsonNode trace, String filter) {
    assertThat(list(filter))
        .noneSatisfy(
            listed -> assertThat(listed.get("trace_id")).isEqualTo(trace.at("/trace/trace_id")));
  }

  private JsonNode list(String filter) {
    return json(Http.get(stack.url().resolve("/api/v1/traces?limit=1000&" + filter), stack.key()))
        .get("data");
  }

  private static JsonNode span(JsonNode trace, String name) {
    for (JsonNode span : trace.get("spans")) {
      if (span.get("name").textValue().equals(name)) {
        return span;
      }
    }
    throw new AssertionError("no span " + name + " in " + trace);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(answer.body(), e);
    }
  }
}
