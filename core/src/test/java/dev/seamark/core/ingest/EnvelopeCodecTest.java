package dev.seamark.core.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seamark.core.span.TraceId;
import dev.seamark.core.workspace.ProjectId;
import dev.seamark.core.workspace.WorkspaceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;

class EnvelopeCodecTest {
  private static final int TRACE_COUNT_AT = 1 + 16 + 16 + 16 + 8;

  private final Random random = new Random(7);

  @Test
  void decode_encoded() {
    Envelope envelope = envelope();
    assertThat(EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)))
        .usingRecursiveComparison(RecursiveComparisonConfiguration.builder().build())
        .isEqualTo(envelope);
  }

  @Test
  void decode_nothingInside() {
    Envelope envelope =
        new Envelope(
            new ContentHash(0, 0),
            new WorkspaceId(new UUID(0, 0)),
            new ProjectId(new UUID(-1, -1)),
            -1,
            List.of(),
            Set.of());
    assertThat(EnvelopeCodec.decode(EnvelopeCodec.encode(envelope))).isEqualTo(envelope);
  }

  @Test
  void decode_unknownVersion() {
    byte[] bytes = EnvelopeCodec.encode(envelope());
    bytes[0] = 9;
    assertThatThrownBy(() -> EnvelopeCodec.decode(bytes))
        .isInstanceOfSatisfying(
            EnvelopeFormatException.class, e -> assertThat(e.isUnknownVersion()).isTrue())
        .hasMessage("envelope version: 9 (expected: 1)");
  }

  @Test
  void decode_unknownTable() {
    byte[] bytes = EnvelopeCodec.encode(envelope());
    bytes[TRACE_COUNT_AT + 4 + 2 * 16 + 1] = 99;
    assertThatThrownBy(() -> EnvelopeCodec.decode(signed(bytes)))
        .isInstanceOfSatisfying(
            EnvelopeFormatException.class, e -> assertThat(e.isUnknownVersion()).isTrue())
        .hasMessageContaining("table: 99");
  }

  @Test
  void decode_cutOffAnywhere() {
    byte[] bytes = EnvelopeCodec.encode(envelope());
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertDamaged(cut);
      if (length > 4) {
        assertDamaged(signed(cut));
      }
    }
  }

  @Test
  void decode_anyBitFlipped() {
    byte[] bytes = EnvelopeCodec.encode(envelope());
    for (int bit = 8; bit < bytes.length * 8; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertDamaged(flipped);
    }
  }

  @Test
  void decode_longer() {
    byte[] bytes = EnvelopeCodec.encode(envelope());
    assertDamaged(signed(Arrays.copyOf(bytes, bytes.length + 3)));
  }

  @Test
  void decode_countsBeyondTheBytes() {
    for (int count : new int[] {-1, 3, 1_000_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      byte[] bytes = EnvelopeCodec.encode(envelope());
      ByteBuffer.wrap(bytes).putInt(TRACE_COUNT_AT, count);
      assertDamaged(signed(bytes));
      bytes = EnvelopeCodec.encode(envelope());
      int lengthAt = TRACE_COUNT_AT + 4 + 2 * 16 + 1 + 1 + 4;
      ByteBuffer.wrap(bytes).putInt(lengthAt, count);
      assertDamaged(signed(bytes));
    }
  }

  @Test
  void decode_signedNoise() {
    for (int i = 0; i < 20_000; i++) {
      byte[] noise = new byte[random.nextInt(200) + 5];
      random.nextBytes(noise);
      noise[0] = 1;
      byte[] hostile = signed(noise);
      try {
        EnvelopeCodec.decode(hostile);
      } catch (EnvelopeFormatException e) {
        assertThat(e).hasMessageContaining("envelope");
      }
    }
  }

  private static void assertDamaged(byte[] bytes) {
    assertThatThrownBy(() -> EnvelopeCodec.decode(bytes))
        .isInstanceOf(EnvelopeFormatException.class);
  }

  /** The bytes with their last four replaced by a checksum that fits. */
  private static byte[] signed(byte[] bytes) {
    byte[] signed = bytes.clone();
    int end = bytes.length - 4;
    CRC32C crc = new CRC32C();
    crc.update(signed, 0, end);
    ByteBuffer.wrap(signed).putInt(end, (int) crc.getValue());
    return signed;
  }

  private Envelope envelope() {
    return new Envelope(
        new ContentHash(random.nextLong(), random.nextLong()),
        new WorkspaceId(UUID.randomUUID()),
        new ProjectId(UUID.randomUUID()),
        1_763_640_000_123L,
        List.of(
            new Block(Table.RESOURCES, 1, "resource".getBytes(StandardCharsets.UTF_8)),
            new Block(Table.SPANS, 70_000, new byte[0])),
        Set.of(new TraceId(random.nextLong(), 1), new TraceId(0, Long.MIN_VALUE)));
  }
}
