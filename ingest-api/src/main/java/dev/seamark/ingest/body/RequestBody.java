package dev.seamark.ingest.body;

import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import java.io.IOException;
import java.io.InputStream;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.util.FastByteArrayOutputStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A request's body as it came over the wire, on the heap, still encoded. */
public final class RequestBody {
  private static final int CHUNK = 16 * 1024;

  private final FastByteArrayOutputStream wire = new FastByteArrayOutputStream(1024);
  private final MemoryBudget.Claim claim;
  private final long limit;

  private RequestBody(long limit, MemoryBudget.Claim claim) {
    this.limit = limit;
    this.claim = claim;
  }

  /**
   * Collects a body.
   *
   * @param limit more bytes than this end in PAYLOAD_TOO_LARGE, and the rest is not read
   */
  public static Mono<RequestBody> collect(
      Publisher<DataBuffer> body, long limit, MemoryBudget.Claim claim) {
    return Flux.from(body)
        .reduceWith(() -> new RequestBody(limit, claim), RequestBody::append)
        .doOnDiscard(DataBuffer.class, DataBufferUtils::release);
  }

  private RequestBody append(DataBuffer buffer) {
    try (InputStream bytes = buffer.asInputStream(true)) {
      int readable = buffer.readableByteCount();
      if (wire.size() + (long) readable > limit) {
        throw tooLarge("body", limit);
      }
      claim.add(2L * readable); // Once in pieces, once more while the pieces are joined.
      bytes.transferTo(wire);
      return this;
    } catch (IOException e) {
      throw new IllegalStateException("a buffer in memory cannot fail", e);
    }
  }

  public int wireBytes() {
    return wire.size();
  }

  /**
   * The decoded bytes.
   *
   * @throws SeamarkException MALFORMED_PAYLOAD for a damaged stream, PAYLOAD_TOO_LARGE beyond the
   *     limit: inflating stops there
   */
  public byte[] decode(ContentCoding coding, long inflatedLimit) {
    if (coding == ContentCoding.IDENTITY) {
      if (wire.size() > inflatedLimit) {
        throw tooLarge("body", inflatedLimit);
      }
      byte[] body = wire.toByteArrayUnsafe();
      claim.release(body.length);
      return body;
    }
    if (wire.size() == 0) {
      return new byte[0]; // A client that compresses may still leave an empty body alone.
    }
    try (InputStream decoded = coding.decode(wire.getInputStream())) {
      return readAll(decoded, inflatedLimit, claim);
    } catch (IOException e) {
      throw new SeamarkException(
          ErrorCode.MALFORMED_PAYLOAD, "body: not " + coding + " (" + e.getMessage() + ")", e);
    }
  }

  /**
   * All that a stream gives, claimed before it is kept.
   *
   * @throws IOException as the stream does
   * @throws SeamarkException PAYLOAD_TOO_LARGE beyond the limit: reading stops there
   */
  public static byte[] readAll(InputStream decoded, long limit, MemoryBudget.Claim claim)
      throws IOException {
    FastByteArrayOutputStream inflated = new FastByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    for (int read = decoded.read(chunk); read >= 0; read = decoded.read(chunk)) {
      if (inflated.size() + (long) read > limit) {
        throw tooLarge("inflated body", limit);
      }
      claim.add(2L * read);
      inflated.write(chunk, 0, read);
    }
    byte[] body = inflated.toByteArrayUnsafe();
    claim.release(body.length);
    return body;
  }

  /** What a body beyond its limit is answered with. */
  public static SeamarkException tooLarge(String what, long limit) {
    return new SeamarkException(
        ErrorCode.PAYLOAD_TOO_LARGE, what + ": more than " + limit + " bytes (the limit)");
  }
}
