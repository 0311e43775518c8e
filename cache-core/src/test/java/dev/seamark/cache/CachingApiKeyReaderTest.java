package dev.seamark.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.workspace.ApiKey;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.Scope;
import dev.seamark.core.workspace.WorkspaceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CachingApiKeyReaderTest {
  private static final ApiKey KEY =
      new ApiKey(
          "pk-sm-1",
          "hash-1",
          "test",
          new WorkspaceId(new UUID(0, 1)),
          new ProjectId(new UUID(0, 2)),
          30,
          Set.of(Scope.INGEST));

  private final AtomicLong now = new AtomicLong();
  private final FakeStore store = new FakeStore();
  private final CachingApiKeyReader keys =
      new CachingApiKeyReader(store, ApiKeyCacheSettings.USUAL, Runnable::run, now::get);

  @Test
  void findApiKey_knownKey_asksTheStoreOnce() {
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    assertThat(store.calls).hasValue(1);
  }

  @Test
  void findApiKey_unknownKey_isRememberedForAShortTime() {
    assertThat(keys.findApiKey("hash-2")).isEmpty();
    pass(Duration.ofSeconds(4));
    assertThat(keys.findApiKey("hash-2")).isEmpty();
    assertThat(store.calls).hasValue(1);
    pass(Duration.ofSeconds(2));
    store.known = "hash-2";
    assertThat(keys.findApiKey("hash-2")).isPresent();
  }

  @Test
  void findApiKey_revokedKey_stopsWithinItsTimeToLive() {
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    store.known = "";
    pass(Duration.ofSeconds(61));
    assertThat(keys.findApiKey("hash-1")).isEmpty();
  }

  @Test
  void findApiKey_olderThanRefresh_answersAtOnceAndFetches() {
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    store.known = "";
    pass(Duration.ofSeconds(31));
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    assertThat(keys.findApiKey("hash-1")).isEmpty();
  }

  @Test
  void findApiKey_storeAway_knownKeysKeepWorking() {
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    store.away = true;
    pass(Duration.ofHours(1));
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
    assertThatThrownBy(() -> keys.findApiKey("hash-3"))
        .isInstanceOfSatisfying(
            SeamarkException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE));
    pass(Duration.ofHours(24));
    assertThatThrownBy(() -> keys.findApiKey("hash-1")).isInstanceOf(SeamarkException.class);
  }

  @Test
  void findApiKey_failure_isNotRemembered() {
    store.away = true;
    assertThatThrownBy(() -> keys.findApiKey("hash-1")).isInstanceOf(SeamarkException.class);
    store.away = false;
    assertThat(keys.findApiKey("hash-1")).contains(KEY);
  }

  @Test
  void findApiKey_storeHangs_knownKeyIsAnsweredAfterPatience() {
    CountDownLatch hanging = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CachingApiKeyReader patient =
          new CachingApiKeyReader(store, ApiKeyCacheSettings.USUAL, threads, now::get);
      assertThat(patient.findApiKey("hash-1")).contains(KEY);
      store.hang = hanging;
      pass(Duration.ofSeconds(61));
      assertThat(patient.findApiKey("hash-1")).contains(KEY);
      hanging.countDown();
    }
  }

  @Test
  void findApiKey_manyAtOnce_loadOnce() {
    CountDownLatch hanging = new CountDownLatch(1);
    store.hang = hanging;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CachingApiKeyReader shared =
          new CachingApiKeyReader(store, ApiKeyCacheSettings.USUAL, threads, now::get);
      List<CompletableFuture<Optional<ApiKey>>> answers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        answers.add(CompletableFuture.supplyAsync(() -> shared.findApiKey("hash-1"), threads));
      }
      hanging.countDown();
      assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).contains(KEY));
    }
    assertThat(store.calls).hasValue(1);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private static final class FakeStore implements ApiKeyReader {
    private final AtomicInteger calls = new AtomicInteger();
    private volatile String known = "hash-1";
    private volatile boolean away;
    private volatile CountDownLatch hang = new CountDownLatch(0);

    @Override
    public Optional<ApiKey> findApiKey(String secretHash) {
      calls.incrementAndGet();
      try {
        hang.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (away) {
        throw new SeamarkException(ErrorCode.STORE_UNAVAILABLE, "away");
      }
      return known.equals(secretHash) ? Optional.of(KEY) : Optional.empty();
    }
  }
}
