package dev.seamark.ingest.otlp;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.seamark.core.error.ErrorCode;
import dev.seamark.core.error.SeamarkException;
import dev.seamark.ingest.body.MemoryBudget;

/** Decodes export requests of one message type from either encoding, in claimed memory. */
final class RequestDecoder {
  /** Heap that one decoded message costs, its texts aside: measured about 60 to 120 bytes. */
  static final long BYTES_PER_MESSAGE = 100;

  private final Message empty;
  private final WireShape shape;
  private final JsonMessageReader json;

  RequestDecoder(Message empty) {
    this.empty = empty;
    this.shape = WireShape.of(empty.getDescriptorForType());
    this.json = new JsonMessageReader(empty.getDescriptorForType());
  }

  /**
   * The request in a body.
   *
   * @throws SeamarkException MALFORMED_PAYLOAD when there is none, or as the claim throws
   */
  Message decode(OtlpEncoding encoding, byte[] body, MemoryBudget.Claim claim) {
    return switch (encoding) {
      case PROTOBUF -> decodeProtobuf(body, claim);
      case JSON -> json.read(body, empty.newBuilderForType(), claim);
    };
  }

  private Message decodeProtobuf(byte[] body, MemoryBudget.Claim claim) {
    claim.add(shape.countMessages(body) * BYTES_PER_MESSAGE + body.length);
    try {
      return empty.getParserForType().parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
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
}
