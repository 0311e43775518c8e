package dev.seamark.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.ingest.body.MemoryBudget;
import java.io.IOException;
import java.util.function.Consumer;

/** Decodes export requests of one message type from either encoding, in claimed memory. */
final class RequestDecoder {
  /** Heap that one decoded message costs, its texts aside: measured about 60 to 120 bytes. */
  static final long BYTES_PER_MESSAGE = 100;

  /** Heap that one bucket, bound or key of a list costs until it is encoded. */
  static final long BYTES_PER_ELEMENT = 50;

  /** A part of so many records takes some ten megabytes while it is decoded. */
  private static final RequestParts PARTS = new RequestParts(4096, 2 << 20);

  private final Message empty;
  private final WireShape shape;
  private final JsonMessageReader json;

  RequestDecoder(Message empty) {
    this.empty = empty;
    this.shape = WireShape.of(empty.getDescriptorForType());
    this.json = new JsonMessageReader(empty.getDescriptorForType());
  }

  /**
   * Hands over the request in a body, in one part or several.
   *
   * @throws SeamarkException MALFORMED_PAYLOAD when there is none, possibly after some parts; or as
   *     the claim throws
   */
  void decode(
      OtlpEncoding encoding, byte[] body, MemoryBudget.Claim claim, Consumer<Message> receiver) {
    switch (encoding) {
      case PROTOBUF -> {
        try {
          PARTS.split(body, part -> receive(part, claim, receiver));
        } catch (IOException e) {
          throw new SeamarkException(
              ErrorCode.MALFORMED_PAYLOAD,
              "body: not a protobuf "
                  + empty.getDescriptorForType().getName()
                  + " ("
                  + e.getMessage()
                  + ")",
              e);
        }
      }
      case JSON -> receiver.accept(json.read(body, empty.newBuilderForType(), claim));
    }
  }

  private void receive(byte[] part, MemoryBudget.Claim claim, Consumer<Message> receiver)
      throws InvalidProtocolBufferException {
    WireShape.Count count = shape.count(part);
    // The part itself, its texts decoded, its objects and its lists.
    long bytes =
        2L * part.length
            + count.messages() * BYTES_PER_MESSAGE
            + count.elements() * BYTES_PER_ELEMENT;
    claim.add(bytes);
    receiver.accept(empty.getParserForType().parseFrom(part));
    claim.release(bytes);
  }
}
