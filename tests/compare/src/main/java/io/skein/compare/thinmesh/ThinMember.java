package io.skein.compare.thinmesh;

import io.grpc.netty.shaded.io.netty.channel.EventLoop;
import io.skein.compare.member.Intake;
import io.skein.compare.member.Member;
import io.skein.compare.member.Place;
import io.skein.compare.member.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A member that sends everything straight to every other. Its app fills frames under a lock and its
 * event loop sends them: what came meanwhile goes together. {@link #publish} is confined to one
 * thread.
 */
final class ThinMember implements Member {
  /** 256 KiB: more only queues. */
  private static final int FRAMES_AHEAD = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Semaphore room = new Semaphore(FRAMES_AHEAD);
  private final List<ThinLink> links = new ArrayList<>();
  private final Endpoint endpoint;
  private final EventLoop loop;
  private final int others;
  private List<Frame> filled = new ArrayList<>();
  private @Nullable Frame filling;
  private boolean scheduled;
  private int held;
  private volatile int linked;

  private ThinMember(Place place, Intake intake) throws IOException {
    others = place.members() - 1;
    endpoint = new Endpoint(this, intake, place.port());
    loop = endpoint.loop();
  }

  /** Listens, and calls the members of lower indexes. */
  static ThinMember join(Place place, Intake intake) throws IOException {
    ThinMember member = new ThinMember(place, intake);
    for (int i = 0; i < place.index(); i++) {
      member.endpoint.call(place.ports()[i]);
    }
    return member;
  }

  @Override
  public void awaitOthers() throws IOException, InterruptedException {
    Waiting.until(() -> linked == others, "a thin member has not all its links");
  }

  @Override
  public void publish(byte[] payload) throws InterruptedException {
    if (!add(payload)) {
      room.acquire();
      add(payload, new Frame(payload.length));
    }
  }

  @Override
  public void close() {
    endpoint.close();
  }

  /** A link stands; on the loop. */
  void linked(ThinLink link) {
    links.add(link);
    linked = links.size();
  }

  /** Gives back room when the slowest link has sent; on the loop. */
  void sent() {
    int most = links.stream().mapToInt(ThinLink::waiting).max().orElse(0);
    if (held > most) {
      room.release(held - most);
      held = most;
    }
  }

  /** Adds to the frame that is being filled, if it has room. */
  private boolean add(byte[] payload) {
    lock.lock();
    try {
      if (filling == null || !filling.hasRoom(payload.length)) {
        return false;
      }
      filling.add(payload);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void add(byte[] payload, Frame fresh) {
    fresh.add(payload);
    boolean first;
    lock.lock();
    try {
      if (filling != null) {
        filled.add(filling);
      }
      filling = fresh;
      first = !scheduled;
      scheduled = true;
    } finally {
      lock.unlock();
    }
    if (first) {
      loop.execute(this::drain);
    }
  }

  private void drain() {
    for (Frame frame : take()) {
      held++;
      for (ThinLink link : links) {
        link.add(frame);
      }
    }
    sent();
  }

  private List<Frame> take() {
    lock.lock();
    try {
      List<Frame> taken = filled;
      if (filling != null) {
        taken.add(filling);
        filling = null;
      }
      filled = new ArrayList<>();
      scheduled = false;
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
