package dev.seamark.ingest.accept;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.core.ingest.Envelope;
import dev.seamark.ingest.queue.IngestQueue;
import dev.seamark.ingest.queue.QueueFailure;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an envelope durable: returns only after it is in the queue or in the store. */
public final class EnvelopeAcceptor implements EnvelopeSink {
  private static final Logger LOG = LoggerFactory.getLogger(EnvelopeAcceptor.class);

  private final IngestQueue queue;
  private final DirectInsert direct;
  private final Function<Envelope, byte[]> encoder;
  private final MeterRegistry meters;

  /**
   * @param encoder an envelope as the queue carries it
   */
  public EnvelopeAcceptor(
      IngestQueue queue,
      DirectInsert direct,
      Function<Envelope, byte[]> encoder,
      MeterRegistry meters) {
    this.queue = queue;
    this.direct = direct;
    this.encoder = encoder;
    this.meters = meters;
  }

  @Override
  public void accept(Envelope envelope) {
    try {
      switch (queue.offer(envelope.hash(), encoder.apply(envelope), envelope.rows())) {
        case STORED -> count("queued");
        case DUPLICATE -> count("duplicate");
        case FULL -> {
          count("full");
          throw new SeamarkException(ErrorCode.QUEUE_FULL, "the ingest queue is full");
        }
      }
    } catch (QueueFailure e) {
      if (e.isUncertain()) {
        // It may be in the stream. The client sends it again and is then told the truth.
        count("uncertain");
        throw new SeamarkException(
            ErrorCode.STORE_UNAVAILABLE, "the ingest queue does not answer", e);
      }
      LOG.debug("Inserting past the queue", e);
      direct.insert(envelope);
      count("direct");
    }
  }

  private void count(String outcome) {
    Counter.builder("seamark.ingest.envelopes")
        .description("Envelopes by what became of them")
        .tag("outcome", outcome)
        .register(meters)
        .increment();
  }
}
