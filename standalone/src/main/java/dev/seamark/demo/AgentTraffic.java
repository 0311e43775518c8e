package dev.seamark.demo;

import static io.opentelemetry.api.trace.SpanKind.CLIENT;
import static io.opentelemetry.api.trace.SpanKind.INTERNAL;
import static io.opentelemetry.api.trace.SpanKind.SERVER;

import io.opentelemetry.api.common.Attributes;
import java.util.List;

/** Runs of two LLM agents, with the attributes of OpenTelemetry's GenAI conventions. */
final class AgentTraffic {
  private static final String INSTRUCTIONS =
      "You help customers of a ship chandler. Look things up before you answer. Be brief.";
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "Where is my order o-5512? It should have been here on Tuesday.",
              "lookup_order",
              "{\"order_id\":\"o-5512\"}",
              "{\"status\":\"in_transit\",\"eta\":\"2026-11-24\",\"carrier\":\"Nordpost\"}",
              "Your order is on its way with Nordpost and is due on 24 November."),
          new Question(
              "Can I return a compass that I have already mounted?",
              "search_policies",
              "{\"query\":\"return mounted compass\"}",
              "{\"passages\":[\"Mounted instruments can be returned within 14 days if"
                  + " undamaged.\"]}",
              "Yes: within 14 days, as long as it is undamaged."),
          new Question(
              "Ich brauche 40 m Tauwerk, 12 mm. Was kostet das?",
              "price_item",
              "{\"sku\":\"rope-12mm\",\"quantity\":40}",
              "{\"unit\":2.35,\"total\":94.0,\"currency\":\"EUR\"}",
              "40 m Tauwerk mit 12 mm kosten 94,00 €."));
  private static final List<String> TOPICS =
      List.of("tidal energy storage", "antifouling without copper", "AIS spoofing");

  private final Scene scene;

  AgentTraffic(Scene scene) {
    this.scene = scene;
  }

  private record Question(
      String text, String tool, String argumentsJson, String resultJson, String answer) {}

  /** What a model call costs in tokens. */
  private record Tokens(int input, int cached, int output, int reasoning) {}

  /** A customer asks; the agent retrieves, calls a tool and answers. Returns the trace's id. */
  String support() {
    Question question = scene.pick(QUESTIONS);
    String conversation = "conv-" + scene.token();
    try (Act request = scene.begin(Service.SUPPORT_AGENT, "POST /v1/messages", SERVER)) {
      request
          .put("http.request.method", "POST")
          .put("http.route", "/v1/messages")
          .put("user.id", "u-" + scene.between(1, 400))
          .put("session.id", conversation);
      scene.pass(6);
      try (Act agent = agent(request, Service.SUPPORT_AGENT, "harbour-support", conversation)) {
        boolean answered = answer(agent, question, conversation);
        request.put("http.response.status_code", answered ? 200 : 502);
        if (!answered) {
          request.put("error.type", "502").fail("");
        }
      }
      return request.spanContext().getTraceId();
    }
  }

  /** A planner hands topics to two sub-agents and writes the summary. Returns the trace's id. */
  String research() {
    String topic = scene.pick(TOPICS);
    String conversation = "run-" + scene.token();
    try (Act planner =
        describeAgent(
            scene.begin(Service.RESEARCH_AGENT, "invoke_agent planner", INTERNAL),
            "planner",
            conversation)) {
      Messages task = new Messages().text("user", "Write a one-page brief on " + topic + ".");
      String plan = "1. find sources on " + topic + "\n2. check the figures\n3. write";
      planner.put("gen_ai.input.messages", task.json());
      chat(planner, task, Messages.answer(plan), "stop", new Tokens(420, 0, 180, 96), 1_400);
      for (String helper : List.of("searcher", "fact-checker")) {
        try (Act agent = agent(planner, Service.RESEARCH_AGENT, helper, conversation)) {
          for (int round = scene.between(1, 3); round > 0; round--) {
            String call = "call_" + scene.token();
            String arguments = "{\"query\":\"" + topic + "\",\"round\":" + round + "}";
            Messages asked = new Messages().text("user", plan);
            if (!chat(
                agent,
                asked,
                Messages.call(call, "web_search", arguments),
                "tool_call",
                new Tokens(900 + 350 * round, 640, 60, 0),
                900)) {
              break;
            }
            tool(agent, call, "web_search", arguments, "{\"hits\":" + scene.between(0, 9) + "}");
          }
        }
      }
      String brief = "Brief on " + topic + ": three sources agree, one figure is disputed.";
      chat(
          planner,
          task.text("assistant", plan),
          Messages.answer(brief),
          "stop",
          new Tokens(5_200, 2_048, 760, 310),
          4_200);
      planner.put("gen_ai.output.messages", Messages.answer(brief)).succeed();
      return planner.spanContext().getTraceId();
    }
  }

  private boolean answer(Act agent, Question question, String conversation) {
    Messages messages = new Messages().text("user", question.text());
    agent
        .put("gen_ai.input.messages", messages.json())
        .put("gen_ai.system_instructions", Messages.instructions(INSTRUCTIONS));
    retrieve(agent, question.text());
    String call = "call_" + scene.token();
    if (!chat(
        agent,
        messages,
        Messages.call(call, question.tool(), question.argumentsJson()),
        "tool_call",
        new Tokens(scene.between(600, 1_400), 512, 38, 0),
        700)) {
      agent.fail("the model did not answer");
      return false;
    }
    boolean found =
        tool(agent, call, question.tool(), question.argumentsJson(), question.resultJson());
    messages
        .toolCall(call, question.tool(), question.argumentsJson())
        .toolResult(call, found ? question.resultJson() : "{\"error\":\"look-up failed\"}");
    String reply = found ? question.answer() : "I cannot look that up right now.";
    boolean answered =
        chat(
            agent,
            messages,
            Messages.answer(reply),
            "stop",
            new Tokens(scene.between(900, 1_900), 768, scene.between(25, 90), 0),
            1_100);
    agent
        .put("gen_ai.output.messages", Messages.answer(reply))
        .put("gen_ai.conversation.id", conversation)
        .put("app.answer.from_tool", found);
    return answered;
  }

  private void retrieve(Act agent, String query) {
    try (Act embed = agent.begin("embeddings text-embedding-3-small", CLIENT)) {
      embed
          .put("gen_ai.operation.name", "embeddings")
          .put("gen_ai.provider.name", "openai")
          .put("gen_ai.request.model", "text-embedding-3-small")
          .put("gen_ai.response.model", "text-embedding-3-small")
          .put("gen_ai.embeddings.dimension.count", 1_536)
          .put("gen_ai.usage.input_tokens", 8 + query.length() / 4)
          .put("server.address", "api.openai.com");
      scene.pass(70);
    }
    try (Act search = agent.begin("retrieval handbook", CLIENT)) {
      search
          .put("gen_ai.operation.name", "retrieval")
          .put("gen_ai.data_source.id", "handbook")
          .put("gen_ai.retrieval.query.text", query)
          .put("db.system.name", "qdrant")
          .put("retrieval.top_score", scene.amount(0.4, 0.99));
      scene.pass(25);
    }
  }

  /** False when the provider refused. */
  private boolean chat(
      Act agent, Messages input, String output, String finish, Tokens tokens, double millis) {
    String model = scene.chance(0.7) ? "gpt-4o-mini" : "claude-sonnet-4-5";
    boolean openai = model.startsWith("gpt");
    try (Act chat = agent.begin("chat " + model, CLIENT)) {
      chat.put("gen_ai.operation.name", "chat")
          .put("gen_ai.provider.name", openai ? "openai" : "anthropic")
          .put("gen_ai.request.model", model)
          .put("gen_ai.request.temperature", 0.2)
          .put("gen_ai.request.max_tokens", 1_024)
          .put("gen_ai.request.stop_sequences", List.of("\n\nHuman:", "</answer>"))
          .put("gen_ai.request.stream", true)
          .put("gen_ai.input.messages", input.json())
          .put("server.address", openai ? "api.openai.com" : "api.anthropic.com")
          .put("server.port", 443);
      if (scene.chance(0.03)) {
        scene.pass(120);
        chat.fail(
            "RateLimitError",
            "429: rate limit reached for " + model,
            List.of("client.py:1047 in _request", "agent.py:88 in run_step"));
        return false;
      }
      scene.pass(millis * 0.3);
      chat.event("gen_ai.first_chunk", Attributes.builder().put("chunk.index", 0L).build());
      scene.pass(millis * 0.7);
      chat.put("gen_ai.response.id", "resp_" + scene.token())
          .put("gen_ai.response.model", openai ? model + "-2024-07-18" : model + "-20250929")
          .put("gen_ai.response.finish_reasons", List.of(finish))
          .put("gen_ai.usage.input_tokens", tokens.input())
          .put("gen_ai.usage.cache_read.input_tokens", tokens.cached())
          .put("gen_ai.usage.output_tokens", tokens.output())
          .put("gen_ai.output.messages", output);
      if (tokens.reasoning() > 0) {
        chat.put("gen_ai.usage.reasoning.output_tokens", tokens.reasoning());
      }
      return true;
    }
  }

  /** False when the tool failed. */
  private boolean tool(Act agent, String call, String tool, String arguments, String result) {
    try (Act act = agent.begin("execute_tool " + tool, INTERNAL)) {
      act.put("gen_ai.operation.name", "execute_tool")
          .put("gen_ai.tool.name", tool)
          .put("gen_ai.tool.type", "function")
          .put("gen_ai.tool.call.id", call)
          .put("gen_ai.tool.call.arguments", arguments);
      if (tool.equals("price_item")) {
        try (Act request = act.begin("GET", CLIENT)) {
          request
              .put("http.request.method", "GET")
              .put("server.address", Service.CATALOG.serviceName());
          try (Act served = request.begin(Service.CATALOG, "GET /prices/{sku}", SERVER)) {
            served.put("http.route", "/prices/{sku}").put("http.response.status_code", 200);
            scene.pass(9);
          }
          request.put("http.response.status_code", 200);
        }
      }
      scene.pass(140);
      if (scene.chance(0.05)) {
        act.fail(
            "ToolError",
            tool + " timed out after 5 s",
            List.of("tools.py:61 in " + tool, "agent.py:131 in call_tool"));
        return false;
      }
      act.put("gen_ai.tool.call.result", result);
      return true;
    }
  }

  private static Act agent(Act parent, Service service, String name, String conversation) {
    return describeAgent(
        parent.begin(service, "invoke_agent " + name, INTERNAL), name, conversation);
  }

  private static Act describeAgent(Act act, String name, String conversation) {
    return act.put("gen_ai.operation.name", "invoke_agent")
        .put("gen_ai.provider.name", "openai")
        .put("gen_ai.agent.name", name)
        .put("gen_ai.agent.id", "agent-" + name)
        .put("gen_ai.agent.version", "2026-11-01")
        .put("gen_ai.conversation.id", conversation);
  }
}
