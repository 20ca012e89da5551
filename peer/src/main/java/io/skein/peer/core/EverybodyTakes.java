package io.skein.peer.core;

import io.skein.peer.membership.Directory;
import io.skein.peer.model.BatchHeader;
import io.skein.peer.model.PeerRecord;
import java.util.function.BooleanSupplier;

/** Confined to the owner thread. Whether all known peers take compressed batches. */
final class EverybodyTakes implements BooleanSupplier, Directory.Listener {
  private final Directory directory;
  private boolean stale = true;
  private boolean all;

  EverybodyTakes(Directory directory) {
    this.directory = directory;
    directory.addListener(this);
  }

  @Override
  public boolean getAsBoolean() {
    if (stale) {
      stale = false;
      all = directory.all().stream().allMatch(peer -> peer.features().contains(BatchHeader.ZSTD));
    }
    return all;
  }

  @Override
  public void joined(PeerRecord record) {
    stale = true;
  }

  @Override
  public void changed(PeerRecord record) {
    stale = true;
  }

  @Override
  public void left(PeerRecord record, String reason) {
    stale = true;
  }
}
