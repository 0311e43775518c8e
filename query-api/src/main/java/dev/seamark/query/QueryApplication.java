package dev.seamark.query;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** The query service. Configured by environment variables: see {@code application.yml}. */
@SpringBootApplication
@EnableConfigurationProperties(QueryProperties.class)
public class QueryApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(QueryApplication.class, arguments);
  }
}
