package io.skein.peer.grpc;

import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.skein.proto.app.v1.MessagingServiceGrpc;

/** Confined to the owner thread. The service through which apps publish and subscribe, on bytes. */
public final class MessagingService {
  private final Publishing publishing;
  private final Subscribing subscribing;

  public MessagingService(Publishing publishing, Subscribing subscribing) {
    this.publishing = publishing;
    this.subscribing = subscribing;
  }

  /** The service with its methods. */
  public ServerServiceDefinition definition() {
    return ServerServiceDefinition.builder(
            ServiceDescriptor.newBuilder(MessagingServiceGrpc.SERVICE_NAME)
                .setSchemaDescriptor(
                    MessagingServiceGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(RawMethods.PUBLISH)
                .addMethod(RawMethods.PUBLISH_STREAM)
                .addMethod(RawMethods.SUBSCRIBE)
                .build())
        .addMethod(RawMethods.PUBLISH, (call, headers) -> publish(new AppCall(call, headers)))
        .addMethod(
            RawMethods.PUBLISH_STREAM, (call, headers) -> publishStream(new AppCall(call, headers)))
        .addMethod(
            RawMethods.SUBSCRIBE,
            (call, headers) -> {
              call.setOnReadyThreshold(GrpcLimits.READY_BYTES);
              return subscribe(new AppCall(call, headers));
            })
        .build();
  }

  private ServerCall.Listener<byte[]> publish(AppCall call) {
    PublishCall publish = new PublishCall(publishing, call);
    if (!call.refusesName()) {
      publish.start();
    }
    return publish;
  }

  private ServerCall.Listener<byte[]> publishStream(AppCall call) {
    PublishStreamCall publish = new PublishStreamCall(publishing, call);
    if (!call.refusesName()) {
      publish.start();
    }
    return publish;
  }

  private ServerCall.Listener<byte[]> subscribe(AppCall call) {
    SubscribeCall subscribe = new SubscribeCall(subscribing, call);
    if (!call.refusesName()) {
      subscribe.start();
    }
    return subscribe;
  }
}
