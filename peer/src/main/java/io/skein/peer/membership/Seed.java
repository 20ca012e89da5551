package io.skein.peer.membership;

import io.skein.peer.model.PeerRecord;
import java.time.Duration;
import java.util.List;

/**
 * What a session wants of one bootstrap server. Calls come on the owner thread and return at once;
 * each but {@link #leave} is answered exactly once, later, on the owner thread.
 */
public interface Seed {
  /** Registers this peer's present record, or replaces what is registered. */
  void register(Answers answers);

  /**
   * Prolongs the lease of the last registration.
   *
   * @param links how many links this peer has
   */
  void renew(int links, Answers answers);

  /** Asks for peers. */
  void sample(Answers answers);

  /** Ends the lease if there is one, and everything with it; best effort, not answered. */
  void leave();

  /** What came back; on the owner thread. */
  interface Answers {
    /**
     * Registered.
     *
     * @param lease how long the lease holds from now
     * @param observedAddress HOST:PORT from which the server saw this peer
     * @param unreachableDetail what the server tried to reach this peer and saw; empty if it
     *     reached it
     */
    void registered(Duration lease, String observedAddress, String unreachableDetail);

    /** The lease goes on for so long from now. */
    void renewed(Duration lease);

    /** The server does not know the lease. */
    void leaseUnknown();

    /**
     * Peers, their records checked; none of them is this one.
     *
     * @param networkSize how many peers the server knows
     */
    void sampled(List<PeerRecord> records, int networkSize);

    /** Registering, renewing or sampling failed. */
    void failed(Failure failure);
  }

  /** Which of the calls. */
  enum Request {
    REGISTER,
    RENEW,
    SAMPLE
  }

  /**
   * Why a call failed.
   *
   * @param request which call
   * @param reason for people; names the server
   * @param answered whether the server answered, so that other calls may work
   * @param retryAfter not before; zero if the server did not say
   */
  record Failure(Request request, String reason, boolean answered, Duration retryAfter) {}
}
