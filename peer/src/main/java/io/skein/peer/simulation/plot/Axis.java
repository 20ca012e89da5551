package io.skein.peer.simulation.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Immutable. A scale of a chart.
 *
 * @param label what it shows, with the unit
 * @param min value at its start; above 0 if logarithmic
 * @param max value at its end, above {@code min}
 */
public record Axis(String label, double min, double max, boolean logarithmic) {
  private static final int TICKS = 5;
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  /** From 0 to a round value that is not below the given one. */
  public static Axis upTo(String label, double most) {
    double step = step(Math.max(most, 1e-3) / TICKS);
    return new Axis(label, 0, Math.ceil(Math.max(most, 1e-3) / step - 1e-9) * step, false);
  }

  /** From 0 to a value, round or not. */
  public static Axis until(String label, double end) {
    return new Axis(label, 0, end, false);
  }

  /** In equal steps of the logarithm, from 1 or 3 times a power of ten to another. */
  public static Axis decades(String label, double least, double most) {
    return logarithmic(label, mark(least, false), mark(Math.max(most, least * 1.1), true));
  }

  private static double mark(double value, boolean above) {
    double decade = Math.pow(10, Math.floor(Math.log10(value)));
    for (double factor : above ? new double[] {1, 3} : new double[] {3, 1}) {
      if (above ? decade * factor >= value : decade * factor <= value) {
        return decade * factor;
      }
    }
    return above ? 10 * decade : decade;
  }

  /** From one value to another, in equal steps of their logarithm. */
  public static Axis logarithmic(String label, double least, double most) {
    return new Axis(label, least, Math.max(most, least * 1.1), true);
  }

  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double step : STEPS) {
      if (step * power >= least * (1 - 1e-9)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** Where a value lies: 0 at the start, 1 at the end. */
  double place(double value) {
    return logarithmic ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  }

  /** Values to mark. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (logarithmic) {
      for (double decade = Math.pow(10, Math.floor(Math.log10(min))); decade <= max; decade *= 10) {
        for (double factor : new double[] {1, 3}) {
          if (decade * factor >= min * 0.999 && decade * factor <= max * 1.001) {
            ticks.add(decade * factor);
          }
        }
      }
    } else {
      double step = step((max - min) / TICKS);
      for (int i = 0; min + i * step <= max * (1 + 1e-9); i++) {
        ticks.add(min + i * step);
      }
    }
    return ticks;
  }

  /** A value as text. */
  static String text(double value) {
    String text = String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.2f", value);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }
}
