package dev.seamark.ingest;

import dev.seamark.core.ingest.EnvelopeCodec;
import dev.seamark.core.ingest.EnvelopeStore;
import dev.seamark.ingest.queue.BatchQueue;
import dev.seamark.ingest.queue.RedisLink;
import dev.seamark.ingest.start.Startup;
import dev.seamark.ingest.worker.IngestWorker;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.UUID;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The worker of this process. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "seamark.ingest.worker.enabled", havingValue = "true")
class WorkerConfiguration {

  /** Batches are large: they do not share a connection with anything that has to be quick. */
  @Bean(destroyMethod = "close")
  RedisLink workerRedis(IngestProperties properties) {
    return RedisLink.to(properties.redis().url());
  }

  @Bean
  SmartLifecycle ingestWorker(
      RedisLink workerRedis,
      EnvelopeStore store,
      Startup startup,
      IngestProperties properties,
      MeterRegistry meters) {
    IngestProperties.Ingest ingest = properties.ingest();
    BatchQueue queue = new BatchQueue(workerRedis, ingest.queue(), UUID.randomUUID().toString());
    IngestWorker worker =
        new IngestWorker(
            queue, store, EnvelopeCodec::decode, ingest.worker(), ingest.queue().lease(), meters);
    return new WorkerLifecycle(worker, startup);
  }

  /** Works from the time the schema is there until the last request was answered. */
  private static final class WorkerLifecycle implements SmartLifecycle {
    private final IngestWorker worker;
    private final Startup startup;
    private volatile boolean running;

    WorkerLifecycle(IngestWorker worker, Startup startup) {
      this.worker = worker;
      this.startup = startup;
    }

    @Override
    public void start() {
      running = true;
      startup.whenComplete(worker::start);
    }

    @Override
    public void stop() {
      running = false;
      worker.close();
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    /** Below the web server's: requests end first. */
    @Override
    public int getPhase() {
      return 0;
    }
  }
}
