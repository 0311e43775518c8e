package dev.seamark.ingest.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a large export request into smaller ones of the same meaning, without decoding records: a
 * request of any size is then decoded in the memory of one part. It works for every signal, because
 * OTLP numbers their layers alike: a request has resources (1), a resource has itself (1), scopes
 * (2) and a schema URL (3), a scope has itself (1), records (2) and a schema URL (3).
 */
final class RequestParts {
  private static final int RESOURCES = 1;
  private static final int SCOPES = 2;
  private static final int RECORDS = 2;

  /** Of a resource or scope: itself and a schema URL, and what later versions may add. */
  private static final int MAX_OWN_FIELDS = 1000;

  private final int maxRecords;
  private final int maxBytes;

  /**
   * @param maxRecords of one part
   * @param maxBytes of one part's records; a larger record is a part of its own
   */
  RequestParts(int maxRecords, int maxBytes) {
    this.maxRecords = maxRecords;
    this.maxBytes = maxBytes;
  }

  /** Takes one part after the other. */
  @FunctionalInterface
  interface Receiver {
    void accept(byte[] part) throws IOException;
  }

  /**
   * Hands over the parts in order. A body that is small enough is its own only part.
   *
   * @throws IOException when the body's outer layers cannot be read, or as the receiver throws
   */
  void split(byte[] body, Receiver receiver) throws IOException {
    if (body.length <= maxBytes) {
      receiver.accept(body);
      return;
    }
    Children resources = new Children(body, new Slice(0, body.length), RESOURCES);
    for (Slice resource = resources.next(); resource != null; resource = resources.next()) {
      OwnFields ofResource = OwnFields.read(body, resource, SCOPES);
      Children scopes = new Children(body, resource, SCOPES);
      for (Slice scope = scopes.next(); scope != null; scope = scopes.next()) {
        Layers layers = new Layers(body, ofResource, OwnFields.read(body, scope, RECORDS));
        splitScope(body, scope, layers, receiver);
      }
    }
  }

  private void splitScope(byte[] body, Slice scope, Layers layers, Receiver receiver)
      throws IOException {
    Children records = new Children(body, scope, RECORDS);
    List<Slice> part = new ArrayList<>();
    int bytes = 0;
    for (Slice record = records.next(); record != null; record = records.next()) {
      if (!part.isEmpty() && (part.size() == maxRecords || bytes + record.length() > maxBytes)) {
        receiver.accept(layers.around(part));
        part.clear();
        bytes = 0;
      }
      part.add(record);
      bytes += record.length();
    }
    if (!part.isEmpty()) {
      receiver.accept(layers.around(part));
    }
  }

  /** A piece of the body. */
  private record Slice(int start, int end) {
    int length() {
      return end - start;
    }
  }

  /** The messages of one repeated field, one at a time: there can be millions. */
  private static final class Children {
    private final CodedInputStream in;
    private final int offset;
    private final int field;

    Children(byte[] body, Slice message, int field) {
      this.in = CodedInputStream.newInstance(body, message.start(), message.length());
      this.offset = message.start();
      this.field = field;
    }

    @Nullable Slice next() throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (isField(tag, field)) {
          int length = in.readRawVarint32();
          int start = offset + in.getTotalBytesRead();
          in.skipRawBytes(length);
          return new Slice(start, start + length);
        }
        skip(in, tag);
      }
      return null;
    }
  }

  /** A message's fields but one, tags included. */
  private record OwnFields(List<Slice> slices) {

    static OwnFields read(byte[] body, Slice message, int otherField) throws IOException {
      List<Slice> own = new ArrayList<>();
      CodedInputStream in = CodedInputStream.newInstance(body, message.start(), message.length());
      while (true) {
        int begin = message.start() + in.getTotalBytesRead();
        int tag = in.readTag();
        if (tag == 0) {
          return new OwnFields(own);
        }
        skip(in, tag);
        if (!isField(tag, otherField)) {
          if (own.size() == MAX_OWN_FIELDS) {
            throw new IOException("a layer has more than " + MAX_OWN_FIELDS + " fields");
          }
          own.add(new Slice(begin, message.start() + in.getTotalBytesRead()));
        }
      }
    }

    int size() {
      return slices.stream().mapToInt(Slice::length).sum();
    }

    void write(byte[] body, CodedOutputStream out) throws IOException {
      for (Slice slice : slices) {
        out.writeRawBytes(body, slice.start(), slice.length());
      }
    }
  }

  /** What surrounds records. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  private record Layers(byte[] body, OwnFields ofResource, OwnFields ofScope) {

    /** A request with these records and nothing else. */
    byte[] around(List<Slice> records) throws IOException {
      int scopeSize = ofScope.size();
      for (Slice record : records) {
        scopeSize += nestedSize(record.length());
      }
      int resourceSize = ofResource.size() + nestedSize(scopeSize);
      byte[] part = new byte[nestedSize(resourceSize)];
      CodedOutputStream out = CodedOutputStream.newInstance(part);
      open(out, RESOURCES, resourceSize);
      ofResource.write(body, out);
      open(out, SCOPES, scopeSize);
      ofScope.write(body, out);
      for (Slice record : records) {
        open(out, RECORDS, record.length());
        out.writeRawBytes(body, record.start(), record.length());
      }
      out.checkNoSpaceLeft();
      return part;
    }
  }

  private static boolean isField(int tag, int field) {
    return WireFormat.getTagFieldNumber(tag) == field
        && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("a group ends that never began");
    }
  }

  private static void open(CodedOutputStream out, int field, int size) throws IOException {
    out.writeTag(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag(size);
  }

  /** Size of a message inside another one, its tag and length included. */
  private static int nestedSize(int size) {
    return 1 + CodedOutputStream.computeUInt32SizeNoTag(size) + size;
  }
}
