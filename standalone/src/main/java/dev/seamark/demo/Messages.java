package dev.seamark.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A conversation in the JSON form of the GenAI conventions ({@code gen_ai.input.messages} and
 * {@code gen_ai.output.messages}).
 */
final class Messages {
  private final List<String> messages = new ArrayList<>();

  Messages text(String role, String content) {
    messages.add(message(role, textPart(content), ""));
    return this;
  }

  Messages toolCall(String id, String tool, String argumentsJson) {
    messages.add(message("assistant", toolCallPart(id, tool, argumentsJson), ""));
    return this;
  }

  Messages toolResult(String id, String resultJson) {
    messages.add(
        message(
            "tool",
            "{\"type\":\"tool_call_response\",\"id\":"
                + quote(id)
                + ",\"response\":"
                + resultJson
                + "}",
            ""));
    return this;
  }

  /** What the model answered with text. */
  static String answer(String content) {
    return "[" + message("assistant", textPart(content), "stop") + "]";
  }

  /** What the model answered with a wish to call a tool. */
  static String call(String id, String tool, String argumentsJson) {
    return "[" + message("assistant", toolCallPart(id, tool, argumentsJson), "tool_call") + "]";
  }

  /** A system instruction: parts without a role. */
  static String instructions(String content) {
    return "[" + textPart(content) + "]";
  }

  String json() {
    return "[" + String.join(",", messages) + "]";
  }

  private static String message(String role, String part, String finishReason) {
    String finish = finishReason.isEmpty() ? "" : ",\"finish_reason\":" + quote(finishReason);
    return "{\"role\":" + quote(role) + ",\"parts\":[" + part + "]" + finish + "}";
  }

  private static String textPart(String content) {
    return "{\"type\":\"text\",\"content\":" + quote(content) + "}";
  }

  private static String toolCallPart(String id, String tool, String argumentsJson) {
    return "{\"type\":\"tool_call\",\"id\":"
        + quote(id)
        + ",\"name\":"
        + quote(tool)
        + ",\"arguments\":"
        + argumentsJson
        + "}";
  }

  private static String quote(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        default -> {
          if (c < 0x20) {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
