package dev.seamark.query.page;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a list goes on. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
    name = "Page",
    description = "Where a list goes on. Cursors are opaque and belong to their query.")
public record PageInfo(
    @Schema(
            description = "For the page after this one; null on the last page.",
            example = "AVtP0c…",
            types = {"string", "null"})
        @Nullable String nextCursor,
    @Schema(
            description = "For the page before this one; null on the first page.",
            types = {"string", "null"})
        @Nullable String previousCursor,
    @Schema(description = "Whether there is a page after this one.") boolean hasMore) {}
