package dev.seamark.query;

import reactor.blockhound.BlockHound;

/** Makes every blocking call on an event loop fail, with the few that are known and harmless. */
public final class NonBlocking {
  static {
    BlockHound.install(builder ->
        builder
            // Finds out size and date of a static file, which is in the page cache.
            .allowBlockingCallsInside(
                "org.springframework.web.reactive.resource.ResourceWebHandler", "handle")
            // Makes the API's description, in tests only, with a parallel stream.
            .allowBlockingCallsInside("org.springdoc.core.service.OpenAPIService", "build"));
  }

  private NonBlocking() {}

  /** From now on in this JVM. */
  public static void enforce() {}
}
