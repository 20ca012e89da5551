package io.skein.peer.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;

/** Immutable. The stated answer to a case. */
record Refused(Status.Code code, String text) {
  void assertIs(Status status) {
    String description = String.valueOf(status.getDescription());
    assertThat(status.getCode()).as(description).isEqualTo(code);
    assertThat(description)
        .contains(text)
        .doesNotContain("\tat ", "Exception", "io.skein", "java.");
  }
}
