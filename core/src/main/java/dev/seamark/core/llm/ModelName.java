package dev.seamark.core.llm;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Forms of a model's name under which it may have a price: as sent, and without what gateways and
 * clouds put around it ({@code openai/gpt-4o}, {@code models/gemini-2.5-pro}, {@code
 * us.anthropic.claude-sonnet-4-20250514-v1:0}).
 */
final class ModelName {
  /** No provider has a longer one; a longer text is not looked at. */
  static final int MAX_LENGTH = 256;

  private static final Pattern CLOUD_PREFIX =
      Pattern.compile(
          "^(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\\.)?"
              + "(?:anthropic|amazon|meta|mistral|cohere|deepseek|openai|google|xai)\\.");
  private static final Pattern CLOUD_VERSION =
      Pattern.compile("(?:-v\\d{1,2})?:\\d{1,3}k?(?::\\d{1,4}k)?$");

  private ModelName() {}

  static List<String> forms(String name) {
    if (name.length() > MAX_LENGTH) {
      return List.of();
    }
    String lower = name.strip().toLowerCase(Locale.ROOT);
    String bare = lower.substring(lower.lastIndexOf('/') + 1);
    bare = CLOUD_PREFIX.matcher(bare).replaceFirst("");
    bare = CLOUD_VERSION.matcher(bare).replaceFirst("");
    return Stream.of(lower, bare).distinct().filter(form -> !form.isEmpty()).toList();
  }
}
