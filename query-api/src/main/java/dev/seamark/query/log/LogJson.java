package dev.seamark.query.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.seamark.core.log.LogEntry;
import dev.seamark.core.log.LogRecord;
import dev.seamark.query.http.TimeText;
import dev.seamark.query.otlp.AttributeJson;
import dev.seamark.query.otlp.ResourceJson;
import dev.seamark.query.otlp.ScopeJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A log record in a list. What was not asked for, and what was not sent, is left out. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
@Schema(name = "Log", description = "A log record as its client sent it, to the nanosecond.")
record LogJson(
    @Schema(
            description = "Tells records of one time apart; given by the store.",
            example = "7c1f00d2a9000003")
        String recordId,
    @Schema(example = "2026-11-20T12:00:00.123456789Z") String time,
    @Schema(
            description =
                "Whose clock `time` is: the source's, the collector's that observed the record when"
                    + " the source gave no time, or Seamark's when nobody did.",
            allowableValues = {"event", "observed", "accepted"},
            example = "event")
        @Nullable String timeSource,
    @Schema(
            description = "When a collector saw the record; left out when it was not sent.",
            example = "2026-11-20T12:00:00.123999000Z")
        @Nullable String observedTime,
    @Schema(
            description =
                "1 to 24: TRACE from 1, DEBUG from 5, INFO from 9, WARN from 13, ERROR from 17,"
                    + " FATAL from 21; 0 when it was not sent.",
            example = "17")
        @Nullable Integer severityNumber,
    @Schema(description = "The source's own word; may be empty.", example = "ERROR")
        @Nullable String severityText,
    @Schema(description = "service.name, or unknown_service.", example = "shop")
        @Nullable String service,
    @Schema(
            ref = "#/components/schemas/AttributeValue",
            description = "Left out when none was sent.")
        @Nullable Object body,
    @Schema(description = "Empty for a record that is no event.", example = "")
        @Nullable String eventName,
    @Schema(
            description = "Left out for a record outside of any trace.",
            example = "5b8efff798038103d269b633813fc60c")
        @Nullable String traceId,
    @Schema(
            description = "Left out for a record outside of any span.",
            example = "eee19b7ec3c1b174")
        @Nullable String spanId,
    @Schema(description = "W3C trace flags.", example = "1") @Nullable Long flags,
    @Schema(ref = "#/components/schemas/Attributes")
        @Nullable Map<String, @Nullable Object> attributes,
    @Schema(example = "0") @Nullable Long droppedAttributesCount,
    @Nullable ResourceJson resource,
    @Nullable ScopeJson scope) {

  static LogJson of(LogEntry entry, Set<LogField> fields) {
    LogRecord record = entry.record();
    return new LogJson(
        HexFormat.of().toHexDigits(entry.recordId()),
        TimeText.format(record.epochNanos()),
        asked(
            fields,
            LogField.TIME_SOURCE,
            () -> record.timeSource().name().toLowerCase(Locale.ROOT)),
        asked(fields, LogField.OBSERVED_TIME, () -> observedTime(record)),
        asked(fields, LogField.SEVERITY_NUMBER, record::severityNumber),
        asked(fields, LogField.SEVERITY_TEXT, record::severityText),
        asked(fields, LogField.SERVICE, () -> record.resource().serviceName()),
        asked(fields, LogField.BODY, () -> AttributeJson.of(record.body())),
        asked(fields, LogField.EVENT_NAME, record::eventName),
        asked(fields, LogField.TRACE_ID, () -> text(record.traceId())),
        asked(fields, LogField.SPAN_ID, () -> text(record.spanId())),
        asked(fields, LogField.FLAGS, () -> Integer.toUnsignedLong(record.flags())),
        asked(fields, LogField.ATTRIBUTES, () -> AttributeJson.of(record.attributes())),
        asked(
            fields,
            LogField.DROPPED_ATTRIBUTES_COUNT,
            () -> Integer.toUnsignedLong(record.droppedAttributesCount())),
        asked(fields, LogField.RESOURCE, () -> ResourceJson.of(record.resource())),
        asked(fields, LogField.SCOPE, () -> ScopeJson.of(record.scope())));
  }

  private static <T> @Nullable T asked(
      Set<LogField> fields, LogField field, Supplier<? extends @Nullable T> value) {
    return fields.contains(field) ? value.get() : null;
  }

  private static @Nullable String observedTime(LogRecord record) {
    return record.observedEpochNanos() == 0 ? null : TimeText.format(record.observedEpochNanos());
  }

  private static @Nullable String text(@Nullable Object id) {
    return id == null ? null : id.toString();
  }
}
