package dev.seamark.demo;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The mix of stories: mostly shop visits, some agent runs. */
final class Traffic {
  /** Stories are told as of a moment ago, so that they do not end in the future. */
  private static final long SHOP_AGO = TimeUnit.SECONDS.toNanos(3);

  private static final long AGENT_AGO = TimeUnit.SECONDS.toNanos(30);

  private final Fleet fleet;
  private final RandomGenerator random;
  private String lastAgentTrace = "";

  Traffic(Fleet fleet, RandomGenerator random) {
    this.fleet = fleet;
    this.random = random;
  }

  /** Tells one story that ends about now. */
  void play(long nowEpochNanos) {
    int lot = random.nextInt(100);
    if (lot < 35) {
      shop(nowEpochNanos).browse();
    } else if (lot < 55) {
      shop(nowEpochNanos).addToCart();
    } else if (lot < 80) {
      shop(nowEpochNanos).checkout();
    } else if (lot < 95) {
      lastAgentTrace = agents(nowEpochNanos).support();
    } else {
      lastAgentTrace = agents(nowEpochNanos).research();
    }
  }

  /** Id of the last trace of an agent; empty when there was none. */
  String lastAgentTrace() {
    return lastAgentTrace;
  }

  private ShopTraffic shop(long nowEpochNanos) {
    return new ShopTraffic(new Scene(fleet, random, nowEpochNanos - SHOP_AGO));
  }

  private AgentTraffic agents(long nowEpochNanos) {
    return new AgentTraffic(new Scene(fleet, random, nowEpochNanos - AGENT_AGO));
  }
}
