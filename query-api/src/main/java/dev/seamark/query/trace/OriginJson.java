package dev.seamark.query.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.llm.LlmAttributes;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whose work a trace or an observation is part of. What was not told is left out. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(name = "Origin", description = "Whose work it is part of. What was not told is left out.")
record OriginJson(
    @Schema(description = "As a convention names the trace.", example = "support chat")
        @Nullable String traceName,
    @Schema(example = "chat-4711") @Nullable String sessionId,
    @Schema(example = "user-42") @Nullable String userId,
    @Schema(example = "[\"beta\"]") List<String> tags,
    @Schema(example = "production") @Nullable String environment,
    @Schema(description = "Of the application.", example = "2026.11.20") @Nullable String release,
    @Schema(description = "Of the traced code, as its client tells it.", example = "v2")
        @Nullable String version) {

  static OriginJson of(LlmAttributes.Origin origin) {
    return new OriginJson(
        origin.traceName(),
        origin.session(),
        origin.user(),
        origin.tags(),
        origin.environment(),
        origin.release(),
        origin.version());
  }
}
