package dev.seamark.ingest.otlp;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The standard health service: serving while the service is ready. {@code Watch} is left out, which
 * its protocol allows.
 */
final class GrpcHealth extends HealthGrpc.HealthImplBase {
  private final Set<String> services;
  private final BooleanSupplier ready;

  /**
   * Makes the service.
   *
   * @param services full names that may be asked for, besides the empty one for all
   * @param ready may block
   */
  GrpcHealth(Set<String> services, BooleanSupplier ready) {
    this.services = Set.copyOf(services);
    this.ready = ready;
  }

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    String service = request.getService();
    if (!service.isEmpty() && !services.contains(service)) {
      answer.onError(
          Status.NOT_FOUND.withDescription("service: not one of " + services).asException());
      return;
    }
    answer.onNext(
        HealthCheckResponse.newBuilder()
            .setStatus(ready.getAsBoolean() ? ServingStatus.SERVING : ServingStatus.NOT_SERVING)
            .build());
    answer.onCompleted();
  }
}
