package dev.seamark.query;

import dev.seamark.core.trace.TraceReader;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.ApiKeySecret;
import dev.seamark.core.workspace.Scope;
import dev.seamark.storage.tests.InMemoryLogs;
import dev.seamark.storage.tests.InMemoryMetrics;
import dev.seamark.storage.tests.InMemoryTraces;
import dev.seamark.storage.tests.SpanData;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The reference and three keys in the place of ClickHouse. */
@TestConfiguration(proxyBeanMethods = false)
public class MemoryStore {
  /** May query. */
  public static final String SECRET = "sk-sm-query";

  /** May ingest only. */
  public static final String INGEST_SECRET = "sk-sm-ingest";

  /** May query another workspace. */
  public static final String OTHER_SECRET = "sk-sm-other";

  private static final ApiKey PLAIN = SpanData.randomOwner();

  /** Whose data {@link #SECRET} reads. */
  public static final ApiKey OWNER = key(PLAIN, SECRET, Set.of(Scope.QUERY));

  private static final ApiKey INGEST = key(PLAIN, INGEST_SECRET, Set.of(Scope.INGEST));
  private static final ApiKey OTHER =
      key(SpanData.randomOwner(), OTHER_SECRET, Set.of(Scope.QUERY));

  @Bean
  InMemoryTraces inMemoryTraces() {
    return new InMemoryTraces();
  }

  @Bean
  @Primary
  TraceReader switchableTraces(InMemoryTraces traces) {
    return new SwitchableTraces(traces);
  }

  @Bean
  @Primary
  InMemoryLogs inMemoryLogs() {
    return new InMemoryLogs();
  }

  @Bean
  @Primary
  InMemoryMetrics inMemoryMetrics() {
    return new InMemoryMetrics();
  }

  @Bean
  @Primary
  ApiKeyReader inMemoryKeys() {
    return MemoryStore::find;
  }

  private static Optional<ApiKey> find(String secretHash) {
    return Stream.of(OWNER, INGEST, OTHER)
        .filter(key -> key.secretHash().equals(secretHash))
        .findFirst();
  }

  private static ApiKey key(ApiKey like, String secret, Set<Scope> scopes) {
    return new ApiKey(
        like.publicKey(),
        ApiKeySecret.hash(secret),
        like.name(),
        like.workspaceId(),
        like.projectId(),
        like.retentionDays(),
        scopes);
  }
}
