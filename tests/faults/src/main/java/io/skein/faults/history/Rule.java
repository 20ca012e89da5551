package io.skein.faults.history;

/** What no run may break. */
public enum Rule {
  /** Owed, and neither delivered nor reported. */
  LOST,
  /** Delivered, and not what was published under this id. */
  INVENTED,
  /** Delivered to one subscription again. */
  DUPLICATE,
  /** Delivered after what came later of the same publisher, lane and type. */
  OUT_OF_ORDER,
  /** Reported lost, and not what was lost. */
  MISREPORTED
}
