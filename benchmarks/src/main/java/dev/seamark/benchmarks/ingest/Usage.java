package dev.seamark.benchmarks.ingest;

import dev.seamark.benchmarks.stack.ProcessUsage;
import dev.seamark.benchmarks.stack.Stack;

/** CPU seconds that the processes of the way in have used so far. */
record Usage(double ingest, double redis, double engine) {

  static Usage of(Stack stack) {
    return new Usage(
        ProcessUsage.cpuSeconds(stack.ingest().pid()),
        ProcessUsage.cpuSeconds(stack.redis().pid()),
        stack.engine().cpuSeconds());
  }

  Usage since(Usage before) {
    return new Usage(ingest - before.ingest, redis - before.redis, engine - before.engine);
  }

  double total() {
    return ingest + redis + engine;
  }
}
