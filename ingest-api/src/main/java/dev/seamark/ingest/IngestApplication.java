package dev.seamark.ingest;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The ingest service. Configured by environment variables: see {@code application.yml}. */
@SpringBootApplication
@EnableConfigurationProperties(IngestProperties.class)
public class IngestApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(IngestApplication.class, arguments);
  }
}
