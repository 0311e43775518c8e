package dev.seamark.demo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;

/** The services that the demo plays, each an OpenTelemetry resource of its own. */
enum Service {
  STOREFRONT("storefront", "2.14.0", "nodejs", "shop"),
  CATALOG("catalog", "1.9.3", "go", "shop"),
  CART("cart", "3.2.1", "java", "shop"),
  CHECKOUT("checkout", "4.0.7", "java", "shop"),
  INVENTORY("inventory", "1.22.0", "java", "shop"),
  PAYMENT("payment", "5.1.0", "dotnet", "shop"),
  FULFILMENT("fulfilment", "0.8.4", "go", "shop"),
  SUPPORT_AGENT("support-agent", "0.6.0", "python", "agents"),
  RESEARCH_AGENT("research-agent", "0.3.2", "python", "agents");

  private final String serviceName;
  private final String version;
  private final String language;
  private final String namespace;

  Service(String serviceName, String version, String language, String namespace) {
    this.serviceName = serviceName;
    this.version = version;
    this.language = language;
    this.namespace = namespace;
  }

  String serviceName() {
    return serviceName;
  }

  String namespace() {
    return namespace;
  }

  Resource resource() {
    return Resource.create(
        Attributes.builder()
            .put("service.name", serviceName)
            .put("service.namespace", namespace)
            .put("service.version", version)
            .put("service.instance.id", serviceName + "-7c9f4-1")
            .put("deployment.environment.name", "demo")
            .put("telemetry.sdk.name", "opentelemetry")
            .put("telemetry.sdk.language", language)
            .put("host.name", serviceName + "-node")
            .put("host.cpu.count", 4)
            .build());
  }
}
