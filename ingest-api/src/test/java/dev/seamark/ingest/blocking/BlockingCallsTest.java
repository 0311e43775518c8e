package dev.seamark.ingest.blocking;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class BlockingCallsTest {

  @Test
  void waiting_onAnEventLoop_fails() {
    Mono<Boolean> waiting =
        Mono.fromCallable(() -> new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS))
            .subscribeOn(Schedulers.parallel());
    assertThatThrownBy(() -> waiting.toFuture().get(10, TimeUnit.SECONDS))
        .hasRootCauseInstanceOf(BlockingOperationError.class);
  }
}
