package dev.seamark.demo;

import static io.opentelemetry.api.trace.SpanKind.CLIENT;
import static io.opentelemetry.api.trace.SpanKind.CONSUMER;
import static io.opentelemetry.api.trace.SpanKind.INTERNAL;
import static io.opentelemetry.api.trace.SpanKind.PRODUCER;
import static io.opentelemetry.api.trace.SpanKind.SERVER;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Visits to a web shop: browsing, filling a cart, and checkouts that sometimes fail. */
final class ShopTraffic {
  private static final List<String> SKUS =
      List.of("lantern-brass", "rope-12mm", "chart-north", "compass-dry", "oilskin-xl");
  private static final List<String> CURRENCIES = List.of("EUR", "USD", "GBP");

  private final Scene scene;

  ShopTraffic(Scene scene) {
    this.scene = scene;
  }

  void browse() {
    String sku = scene.pick(SKUS);
    try (Act page = visit("GET", "/products/{sku}", "/products/" + sku)) {
      http(page, Service.CATALOG, "GET", "/catalog/{sku}", request -> readProduct(request, sku));
      try (Act render = page.begin("render product.html", INTERNAL)) {
        render.put("template.cached", scene.chance(0.9));
        scene.pass(4);
      }
      page.put("http.response.status_code", 200);
    }
  }

  void addToCart() {
    String sku = scene.pick(SKUS);
    try (Act page = visit("POST", "/cart", "/cart")) {
      int status =
          http(
              page,
              Service.CART,
              "POST",
              "/carts/{id}/items",
              request -> {
                int stock = http(request, Service.INVENTORY, "GET", "/stock/{sku}", this::stock);
                cache(request, "HSET");
                request.put("cart.item.sku", sku).put("cart.item.quantity", scene.between(1, 3));
                return stock == 200 ? 201 : stock;
              });
      page.put("http.response.status_code", status);
      if (status >= 500) {
        page.fail("cart refused the item");
      }
    }
  }

  void checkout() {
    SpanContext published;
    try (Act page = visit("POST", "/checkout", "/checkout")) {
      SpanContext[] message = new SpanContext[1];
      int status =
          http(page, Service.CHECKOUT, "POST", "/orders", request -> placeOrder(request, message));
      page.put("http.response.status_code", status);
      if (status >= 500) {
        page.fail("checkout answered " + status);
      }
      published = message[0];
    }
    if (published != null) {
      fulfil(published);
    }
  }

  private int placeOrder(Act order, @Nullable SpanContext[] message) {
    double amount = scene.amount(12, 480);
    order
        .put("order.id", "o-" + scene.token())
        .put("order.amount", amount)
        .put("order.currency", scene.pick(CURRENCIES))
        .put("order.items", scene.between(1, 7))
        .put("order.express", scene.chance(0.2));
    http(order, Service.CART, "GET", "/carts/{id}", this::readCart);
    int reserved = http(order, Service.INVENTORY, "POST", "/reservations", this::reserve);
    if (reserved != 200) {
      order.event("order.rejected", Attributes.builder().put("reason", "out of stock").build());
      return reserved;
    }
    int charged = http(order, Service.PAYMENT, "POST", "/charges", pay -> charge(pay, amount));
    if (charged != 201) {
      http(order, Service.INVENTORY, "DELETE", "/reservations/{id}", this::stock);
      return charged >= 500 ? 502 : charged;
    }
    database(order, "orders", "INSERT", "INSERT INTO orders (id, amount) VALUES ($1, $2)", 6);
    try (Act publish = order.begin("send orders", PRODUCER)) {
      message[0] = kafka(publish, "send").spanContext();
      scene.pass(3);
    }
    return 201;
  }

  private int charge(Act payment, double amount) {
    payment.put("payment.amount", amount).put("payment.provider", "acme-pay");
    for (int attempt = 1; ; attempt++) {
      try (Act call = payment.begin("POST", CLIENT)) {
        call.put("http.request.method", "POST")
            .put("url.full", "https://pay.example/v2/charges")
            .put("server.address", "pay.example")
            .put("server.port", 443)
            .put("http.request.resend_count", attempt - 1);
        if (scene.chance(0.06)) {
          scene.pass(900);
          call.fail(
              "System.TimeoutException",
              "The request was canceled due to the configured timeout of 2 s",
              List.of(
                  "AcmePay.Client.ChargeAsync(Charge charge) in Client.cs:line 87",
                  "Payment.ChargeHandler.Handle(Charge charge) in ChargeHandler.cs:line 41"));
        } else {
          scene.pass(85);
          boolean declined = scene.chance(0.05);
          call.put("http.response.status_code", declined ? 402 : 201);
          if (declined) {
            call.put("error.type", "402").fail("card declined");
            return 402;
          }
          return 201;
        }
      }
      if (attempt == 2) {
        payment.fail("no answer from the payment provider");
        return 504;
      }
      payment.event("retry", Attributes.builder().put("retry.delay_ms", 50L).build());
      scene.pass(50);
    }
  }

  /** A trace of its own: the message waited in Kafka, and the link leads back to the order. */
  private void fulfil(SpanContext published) {
    scene.pass(120);
    try (Act process =
        kafka(
            scene.beginLinked(Service.FULFILMENT, "process orders", CONSUMER, published),
            "process")) {
      process.put("messaging.consumer.group.name", "fulfilment");
      database(process, "parcels", "SELECT", "SELECT * FROM parcels WHERE order_id = $1", 5);
      try (Act pack = process.begin("pack", INTERNAL)) {
        pack.put("parcel.weight_kg", scene.amount(0.2, 9)).put("parcel.fragile", scene.chance(0.3));
        scene.pass(18);
      }
      if (scene.chance(0.03)) {
        process.fail(
            "*fulfilment.LabelError",
            "label printer: no route for postcode",
            List.of("fulfilment/label.Print(label.go:58)", "main.consume(main.go:113)"));
        return;
      }
      database(process, "parcels", "INSERT", "INSERT INTO parcels (order_id) VALUES ($1)", 7);
      process.succeed();
    }
  }

  private Act visit(String method, String route, String path) {
    Act page = scene.begin(Service.STOREFRONT, method + " " + route, SERVER);
    scene.pass(2);
    return page.put("http.request.method", method)
        .put("http.route", route)
        .put("url.path", path)
        .put("url.scheme", "https")
        .put("client.address", "198.51.100." + scene.between(1, 254))
        .put("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Firefox/143.0")
        .put("enduser.id", "u-" + scene.between(1, 400))
        .put("session.id", "s-" + scene.between(1, 900));
  }

  /** A call between two services: a client span around the network and the server's own span. */
  private int http(
      Act caller, Service callee, String method, String route, ToIntFunction<Act> handler) {
    try (Act client = caller.begin(method, CLIENT)) {
      client
          .put("http.request.method", method)
          .put("url.full", "http://" + callee.serviceName() + ":8080" + route)
          .put("server.address", callee.serviceName())
          .put("server.port", 8080);
      scene.pass(0.4);
      int status;
      try (Act server = client.begin(callee, method + " " + route, SERVER)) {
        server
            .put("http.request.method", method)
            .put("http.route", route)
            .put("url.path", route)
            .put("network.protocol.version", "1.1");
        scene.pass(0.8);
        status = handler.applyAsInt(server);
        server.put("http.response.status_code", status);
        if (status >= 500) {
          server.put("error.type", Integer.toString(status)).fail("");
        }
      }
      scene.pass(0.3);
      client.put("http.response.status_code", status);
      if (status >= 400) {
        client.put("error.type", Integer.toString(status)).fail("");
      }
      return status;
    }
  }

  private int readProduct(Act request, String sku) {
    boolean hit = scene.chance(0.8);
    request.put("product.sku", sku).put("cache.hit", hit);
    cache(request, "GET");
    if (!hit) {
      database(request, "products", "SELECT", "SELECT * FROM products WHERE sku = $1", 9);
    }
    return 200;
  }

  private int readCart(Act request) {
    cache(request, "HGETALL");
    return 200;
  }

  private int stock(Act request) {
    database(request, "stock", "SELECT", "SELECT quantity FROM stock WHERE sku = $1", 4);
    return 200;
  }

  private int reserve(Act request) {
    try (Act lock = request.begin("SELECT stock", CLIENT)) {
      describe(lock, "stock", "SELECT", "SELECT quantity FROM stock WHERE sku = $1 FOR UPDATE");
      scene.pass(6);
      if (scene.chance(0.02)) {
        scene.pass(1_500);
        lock.fail(
            "org.postgresql.util.PSQLException",
            "ERROR: canceling statement due to lock timeout",
            List.of(
                "org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2733)",
                "dev.shop.inventory.StockTable.lock(StockTable.java:74)",
                "dev.shop.inventory.Reservations.reserve(Reservations.java:39)"));
        return 500;
      }
    }
    if (scene.chance(0.04)) {
      return 409;
    }
    database(request, "stock", "UPDATE", "UPDATE stock SET quantity = $1 WHERE sku = $2", 6);
    return 200;
  }

  private void cache(Act request, String command) {
    try (Act redis = request.begin(command, CLIENT)) {
      redis
          .put("db.system.name", "redis")
          .put("db.operation.name", command)
          .put("db.namespace", "0")
          .put("server.address", "redis")
          .put("server.port", 6379);
      scene.pass(0.5);
    }
  }

  private void database(Act request, String table, String operation, String sql, double millis) {
    try (Act statement = request.begin(operation + " " + table, CLIENT)) {
      describe(statement, table, operation, sql);
      scene.pass(millis);
    }
  }

  private void describe(Act statement, String table, String operation, String sql) {
    statement
        .put("db.system.name", "postgresql")
        .put("db.namespace", "shop")
        .put("db.collection.name", table)
        .put("db.operation.name", operation)
        .put("db.query.text", sql)
        .put("server.address", "postgres")
        .put("server.port", 5432);
  }

  private Act kafka(Act act, String operation) {
    return act.put("messaging.system", "kafka")
        .put("messaging.operation.name", operation)
        .put("messaging.operation.type", operation)
        .put("messaging.destination.name", "orders")
        .put("messaging.destination.partition.id", Integer.toString(scene.between(0, 11)))
        .put("messaging.kafka.offset", scene.between(100_000, 999_999));
  }
}
