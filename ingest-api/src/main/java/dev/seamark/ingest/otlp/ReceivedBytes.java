package dev.seamark.ingest.otlp;

import dev.seamark.core.error.SeamarkException;
import dev.seamark.ingest.body.MemoryBudget;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Claims the bytes of one call while they arrive. gRPC keeps a message that is not complete, up to
 * its largest size, for every call of every connection: many halves of large messages would
 * otherwise take all of the memory before anybody has seen one.
 */
final class ReceivedBytes extends ServerStreamTracer {
  private static final Context.Key<ReceivedBytes> CURRENT = Context.key("seamark-received-bytes");

  private final MemoryBudget.Claim claim;
  private long bytes;
  private @Nullable SeamarkException refusal;
  private @Nullable Consumer<SeamarkException> onRefusal;

  private ReceivedBytes(MemoryBudget.Claim claim) {
    this.claim = claim;
  }

  static Factory factory(MemoryBudget memory) {
    return new Factory() {
      @Override
      public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
        return new ReceivedBytes(memory.open());
      }
    };
  }

  /** That of the call which is being handled. */
  static ReceivedBytes ofCall() {
    return CURRENT.get();
  }

  /** What the call may hold; it is closed with the call. */
  MemoryBudget.Claim claim() {
    return claim;
  }

  /** Of the message, as it came over the wire. */
  synchronized int wireBytes() {
    return Math.toIntExact(Math.min(bytes, Integer.MAX_VALUE));
  }

  /** Tells, now or later, when there is no memory for the rest of the message. */
  void onRefusal(Consumer<SeamarkException> listener) {
    @Nullable SeamarkException already;
    synchronized (this) {
      onRefusal = listener;
      already = refusal;
    }
    if (already != null) {
      listener.accept(already);
    }
  }

  @Override
  public Context filterContext(Context context) {
    return context.withValue(CURRENT, this);
  }

  @Override
  public void inboundWireSize(long more) {
    @Nullable Consumer<SeamarkException> listener = null;
    @Nullable SeamarkException failure = null;
    synchronized (this) {
      bytes += more;
      if (refusal == null) {
        try {
          claim.add(more);
        } catch (SeamarkException e) {
          refusal = e;
          failure = e;
          listener = onRefusal;
        }
      }
    }
    if (failure != null && listener != null) {
      listener.accept(failure);
    }
  }

  @Override
  public void streamClosed(Status status) {
    claim.close();
  }
}
