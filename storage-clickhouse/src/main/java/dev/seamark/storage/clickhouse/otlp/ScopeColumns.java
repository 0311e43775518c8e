package dev.seamark.storage.clickhouse.otlp;

import dev.seamark.core.span.InstrumentationScope;
import dev.seamark.storage.clickhouse.block.Column;
import dev.seamark.storage.clickhouse.block.StringColumn;
import java.util.List;

/** The columns of an instrumentation scope. */
public final class ScopeColumns {
  private final StringColumn name = new StringColumn("scope_name");
  private final StringColumn version = new StringColumn("scope_version");
  private final StringColumn schemaUrl = new StringColumn("scope_schema_url");
  private final StringColumn attributes = new StringColumn("scope_attributes");
  private final OtlpJson json;

  public ScopeColumns(OtlpJson json) {
    this.json = json;
  }

  public List<Column> all() {
    return List.of(name, version, schemaUrl, attributes);
  }

  public void add(InstrumentationScope scope) {
    name.add(scope.name());
    version.add(scope.version());
    schemaUrl.add(scope.schemaUrl());
    attributes.add(json.scope(scope));
  }
}
