package dev.seamark.query;

import dev.seamark.core.page.CursorSigner;
import dev.seamark.core.workspace.ApiKeyReader;
import dev.seamark.query.http.ApiCalls;
import dev.seamark.query.http.BlockingReads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From a request to a port. */
@Configuration(proxyBeanMethods = false)
class QueryConfiguration {
  private static final Logger LOG = LoggerFactory.getLogger(QueryConfiguration.class);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  BlockingReads blockingReads(QueryProperties properties, MeterRegistry meters) {
    BlockingReads reads = new BlockingReads(properties.query().reads());
    Gauge.builder("seamark.query.reads", reads, BlockingReads::admitted)
        .description("Reads that run or wait")
        .register(meters);
    return reads;
  }

  @Bean
  ApiCalls apiCalls(ApiKeyReader keys, BlockingReads reads) {
    return new ApiCalls(keys, reads);
  }

  @Bean
  CursorSigner cursorSigner(QueryProperties properties) {
    String configured = properties.query().cursorSecret();
    if (!configured.isEmpty()) {
      return new CursorSigner(configured.getBytes(StandardCharsets.UTF_8));
    }
    LOG.warn(
        "SEAMARK_CURSOR_SECRET is not set: cursors end with this process, and other replicas refuse"
            + " them");
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return new CursorSigner(secret);
  }
}
