package dev.seamark.ingest.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A Lua script: a resource beside this class, named by its digest once Redis has seen it. */
record Script(String name, String text, String digest) {
  static final Script ACCEPT = load("accept");
  static final Script TAKE = load("take");
  static final Script RENEW = load("renew");
  static final Script RELEASE = load("release");
  static final Script ADOPT = load("adopt");
  static final Script SPLIT = load("split");
  static final Script DONE = load("done");
  static final Script BURY = load("bury");
  static final Script REPLAY = load("replay");
  static final Script DROP = load("drop");
  static final Script STATUS = load("status");
  static final Script RELOCK = load("relock");
  static final Script UNLOCK = load("unlock");

  private static Script load(String name) {
    try (InputStream resource = Script.class.getResourceAsStream(name + ".lua")) {
      if (resource == null) {
        throw new IllegalStateException("script " + name + ".lua is missing");
      }
      byte[] text = resource.readAllBytes();
      String digest =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text)); // Redis's own
      return new Script(name, new String(text, StandardCharsets.UTF_8), digest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-1 is part of every JDK", e);
    }
  }
}
