package io.skein.compare.jgroups;

import io.skein.compare.member.Place;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The protocols of a JGroups channel over TCP, most as its own {@code tcp.xml} has them; stateless.
 */
final class Stack {
  /** Above flow control: many small messages become one for all protocols below. */
  private static final String BATCH = "<BATCH2 max_batch_size=\"100\"/>";

  private Stack() {}

  /** For one member; it asks all others who is there. */
  static InputStream of(Place place, boolean batches) {
    int[] ports = Arrays.copyOf(place.ports(), place.members());
    String hosts =
        Arrays.stream(ports).mapToObj(p -> "127.0.0.1[" + p + "]").collect(Collectors.joining(","));
    String xml =
        """
        <config xmlns="urn:org:jgroups">
          <TCP bind_addr="127.0.0.1" bind_port="%d" port_range="0" tcp_nodelay="true"
               buffered_input_stream_size="65536" buffered_output_stream_size="65536"
               use_lock_to_send="false" bundler_type="transfer-queue" bundler.max_size="64K"
               bundler.capacity="16k" bundler.use_ringbuffer="true" message_processing_policy="max"
               thread_pool.min_threads="0" thread_pool.max_threads="200"
               use_virtual_threads="true" diag.enabled="false" stats="false"/>
          <TCPPING initial_hosts="%s" port_range="0" async_discovery="true"/>
          <MERGE3 min_interval="10s" max_interval="30s"/>
          <FD_SOCK2 bind_addr="127.0.0.1"/>
          <FD_ALL3 timeout="40s" interval="5s"/>
          <VERIFY_SUSPECT2 timeout="1.5s"/>
          <pbcast.NAKACK2 use_mcast_xmit="false" stats="false"/>
          <UNICAST3 stats="false"/>
          <pbcast.STABLE desired_avg_gossip="50s" max_bytes="4M"/>
          <pbcast.GMS print_local_addr="false" join_timeout="2s" stats="false"/>
          <MFC max_credits="2M" min_threshold="0.4" stats="false"/>
          <UFC max_credits="2M" min_threshold="0.4" stats="false"/>
          <FRAG4 frag_size="60K"/>
          %s
        </config>
        """
            .formatted(place.port(), hosts, batches ? BATCH : "");
    return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
  }
}
