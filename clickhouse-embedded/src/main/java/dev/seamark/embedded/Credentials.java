package dev.seamark.embedded;

/** A user of the engine; the password never shows in a log. */
public record Credentials(String user, String password) {
  public Credentials {
    if (!user.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("user: " + user + " (expected: letters, digits, _)");
    }
  }

  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
