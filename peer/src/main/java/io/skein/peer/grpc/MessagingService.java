package io.skein.peer.grpc;

import com.google.protobuf.ByteString;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.skein.proto.app.v1.MessagingServiceGrpc;

/** Confined to the owner thread. The service through which apps publish and subscribe, on bytes. */
public final class MessagingService {
  private final Publishing publishing;
  private final Subscribing subscribing;
  private final AppAccess access;

  public MessagingService(Publishing publishing, Subscribing subscribing, AppAccess access) {
    this.publishing = publishing;
    this.subscribing = subscribing;
    this.access = access;
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
        .addMethod(RawMethods.PUBLISH, (call, headers) -> publish(appCall(call)))
        .addMethod(RawMethods.PUBLISH_STREAM, (call, headers) -> publishStream(appCall(call)))
        .addMethod(
            RawMethods.SUBSCRIBE,
            (call, headers) -> {
              call.setOnReadyThreshold(GrpcLimits.READY_BYTES);
              return subscribe(appCall(call));
            })
        .build();
  }

  private AppCall appCall(ServerCall<byte[], ByteString> call) {
    return new AppCall(call, new AppRights(access, Caller.current()));
  }

  private ServerCall.Listener<byte[]> publish(AppCall call) {
    PublishCall publish = new PublishCall(publishing, call);
    publish.start();
    return publish;
  }

  private ServerCall.Listener<byte[]> publishStream(AppCall call) {
    PublishStreamCall publish = new PublishStreamCall(publishing, call);
    publish.start();
    return publish;
  }

  private ServerCall.Listener<byte[]> subscribe(AppCall call) {
    SubscribeCall subscribe = new SubscribeCall(subscribing, access, call);
    subscribe.start();
    return subscribe;
  }
}
