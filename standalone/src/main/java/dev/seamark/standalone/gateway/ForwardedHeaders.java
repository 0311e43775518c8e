package dev.seamark.standalone.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What of a message's header goes on to the other side (RFC 9110, section 7.6.1). */
final class ForwardedHeaders {
  private static final Set<String> OF_ONE_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private ForwardedHeaders() {}

  /** Copies a message's fields except those meant for one connection only. */
  static void copy(HttpHeaders from, HttpHeaders to) {
    Set<String> dropped = new HashSet<>(OF_ONE_HOP);
    for (String listed : from.getAll(HttpHeaderNames.CONNECTION)) {
      for (String name : listed.split(",", -1)) {
        dropped.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    for (Map.Entry<String, String> field : from) {
      if (!dropped.contains(field.getKey().toLowerCase(Locale.ROOT))) {
        to.add(field.getKey(), field.getValue());
      }
    }
  }

  /** The fields of a request as the service receives them. */
  static void copyRequest(HttpHeaders from, HttpHeaders to, String client) {
    // Both have been set by the client library and are the caller's to say.
    to.remove(HttpHeaderNames.USER_AGENT);
    to.remove(HttpHeaderNames.ACCEPT);
    to.remove(HttpHeaderNames.HOST);
    copy(from, to);
    // The gateway itself has told the caller to continue.
    to.remove(HttpHeaderNames.EXPECT);
    List<String> before = to.getAll("X-Forwarded-For");
    to.set(
        "X-Forwarded-For", before.isEmpty() ? client : String.join(", ", before) + ", " + client);
    if (!to.contains("X-Forwarded-Proto")) {
      to.set("X-Forwarded-Proto", "http");
    }
    String host = from.get(HttpHeaderNames.HOST);
    if (host != null && !to.contains("X-Forwarded-Host")) {
      to.set("X-Forwarded-Host", host);
    }
  }

  static boolean announcesBody(HttpHeaders headers) {
    return headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
        || !headers.get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
  }
}
