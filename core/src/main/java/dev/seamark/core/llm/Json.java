package dev.seamark.core.llm;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON text that clients put into attributes, read into values: {@code Map}, {@code List}, {@code
 * String}, {@code BigDecimal}, {@code Boolean} and {@link #NULL}.
 *
 * <p>Length and depth are bounded, for the text is anybody's; what is malformed or beyond the
 * bounds is no value. Of a member that occurs twice the last one wins.
 */
final class Json {
  static final Object NULL = new Object();

  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER_LENGTH = 64;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Optional<Object> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    Json json = new Json(text);
    try {
      Object value = json.value(0);
      json.skipSpace();
      return json.at == text.length() ? Optional.of(value) : Optional.empty();
    } catch (Malformed _) {
      return Optional.empty();
    }
  }

  static Optional<Map<?, ?>> parseObject(String text) {
    return parse(text).filter(Map.class::isInstance).map(value -> (Map<?, ?>) value);
  }

  static Optional<List<?>> parseArray(String text) {
    return parse(text).filter(List.class::isInstance).map(value -> (List<?>) value);
  }

  private Object value(int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed();
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", NULL);
      default -> number();
    };
  }

  private Map<String, Object> object(int depth) throws Malformed {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    skipSpace();
    if (take('}')) {
      return members;
    }
    do {
      skipSpace();
      if (peek() != '"') {
        throw new Malformed();
      }
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value(depth + 1));
      skipSpace();
    } while (take(','));
    expect('}');
    return members;
  }

  private List<Object> array(int depth) throws Malformed {
    List<Object> elements = new ArrayList<>();
    at++;
    skipSpace();
    if (take(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
      skipSpace();
    } while (take(','));
    expect(']');
    return elements;
  }

  private String string() throws Malformed {
    at++;
    int start = at;
    while (peek() != '"' && peek() != '\\') {
      at++;
    }
    if (peek() == '"') {
      return text.substring(start, at++);
    }
    StringBuilder unescaped = new StringBuilder(text.substring(start, at));
    while (!take('"')) {
      char c = peek();
      at++;
      unescaped.append(c == '\\' ? escape() : c);
    }
    return unescaped.toString();
  }

  private char escape() throws Malformed {
    char c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexChar();
      default -> throw new Malformed();
    };
  }

  private char hexChar() throws Malformed {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw new Malformed();
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }

  private Object literal(String word, Object value) throws Malformed {
    if (!text.startsWith(word, at)) {
      throw new Malformed();
    }
    at += word.length();
    return value;
  }

  private BigDecimal number() throws Malformed {
    int start = at;
    while (at < text.length() && "+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == start || at - start > MAX_NUMBER_LENGTH) {
      throw new Malformed();
    }
    try {
      return new BigDecimal(text.substring(start, at));
    } catch (NumberFormatException _) {
      throw new Malformed();
    }
  }

  private void skipSpace() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) throws Malformed {
    if (!take(c)) {
      throw new Malformed();
    }
  }

  /** Ends the parse; it never leaves this class, so it needs neither a message nor a trace. */
  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super(null, null, false, false);
    }
  }
}
