package dev.seamark.query.log;

import dev.seamark.query.page.PageInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** What the log endpoint answers. */
final class LogAnswers {
  private LogAnswers() {}

  /** A page of log records. */
  @Schema(name = "LogList")
  record LogList(List<LogJson> data, PageInfo page) {}
}
