package io.skein.peer.simulation.plot;

import io.skein.peer.simulation.plot.Canvas.Anchor;
import io.skein.peer.simulation.plot.Canvas.Point;
import io.skein.peer.simulation.plot.Canvas.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * Immutable. Curves over two axes.
 *
 * @param spans parts of the first axis that are shaded, with a name
 * @param curves drawn in this order, each in another colour
 */
public record Chart(String title, Axis x, Axis y, List<Span> spans, List<Curve> curves) {
  private static final int LEFT = 74;
  private static final int RIGHT = 20;
  private static final int TOP = 40;
  private static final int BOTTOM = 52;
  private static final int INK = 0x1F2933;
  private static final int PALE = 0x616E7C;
  private static final int GRID = 0xE4E7EB;
  private static final int SHADE = 0xF1F3F5;
  private static final double LEAST_SHADE = 2;
  private static final int[] COLOURS = {
    0x2563EB, 0xDC2626, 0x059669, 0xD97706, 0x7C3AED, 0x0891B2, 0xDB2777, 0x65A30D
  };
  private static final Style TITLE = new Style(15, true, INK);
  private static final Style LABEL = new Style(12, false, INK);
  private static final Style TICK = new Style(11, false, PALE);
  private static final int LEGEND_STEP = 54;
  private static final int LEGEND_MARK = 16;
  private static final int LETTER = 7;

  /**
   * A curve.
   *
   * @param points values on the axes
   */
  public record Curve(String name, List<Point> points) {}

  /**
   * A part of the first axis.
   *
   * @param from value at its start
   * @param to value at its end, {@code from} for a moment
   */
  public record Span(String name, double from, double to) {}

  /** Draws it into a part of a picture. */
  public void draw(Canvas canvas, Point corner, double width, double height) {
    Point origin = new Point(corner.x() + LEFT, corner.y() + height - BOTTOM);
    double wide = width - LEFT - RIGHT;
    double high = height - TOP - BOTTOM;
    canvas.text(new Point(origin.x(), corner.y() + 24), Anchor.START, TITLE, title);
    drawSpans(canvas, origin, wide, high);
    drawX(canvas, origin, wide, high);
    drawY(canvas, origin, wide, high);
    for (int i = 0; i < curves.size(); i++) {
      List<Point> places = new ArrayList<>();
      for (Point value : curves.get(i).points()) {
        places.add(
            new Point(
                origin.x() + wide * Math.clamp(x.place(value.x()), 0, 1),
                origin.y() - high * Math.clamp(y.place(value.y()), 0, 1)));
      }
      canvas.line(places, 2, colour(i));
    }
    drawLegend(canvas, new Point(origin.x() + wide, origin.y() - high));
  }

  private static int colour(int curve) {
    return COLOURS[curve % COLOURS.length];
  }

  private void drawSpans(Canvas canvas, Point origin, double wide, double high) {
    for (Span span : spans) {
      double from = wide * Math.clamp(x.place(span.from()), 0, 1);
      double to = wide * Math.clamp(x.place(span.to()), 0, 1);
      Point corner = new Point(origin.x() + from, origin.y() - high);
      boolean isMoment = to - from < LEAST_SHADE;
      canvas.fill(corner, isMoment ? LEAST_SHADE : to - from, high, isMoment ? PALE : SHADE);
      Point name = new Point(corner.x() + 5, corner.y() + 14);
      canvas.text(name, Anchor.START, TICK, span.name());
    }
  }

  private void drawX(Canvas canvas, Point origin, double wide, double high) {
    for (double tick : x.ticks()) {
      double at = origin.x() + wide * x.place(tick);
      canvas.line(List.of(new Point(at, origin.y()), new Point(at, origin.y() - high)), 1, GRID);
      canvas.text(new Point(at, origin.y() + 17), Anchor.MIDDLE, TICK, Axis.text(tick));
    }
    Point below = new Point(origin.x() + wide / 2, origin.y() + 38);
    canvas.text(below, Anchor.MIDDLE, LABEL, x.label());
  }

  private void drawY(Canvas canvas, Point origin, double wide, double high) {
    for (double tick : y.ticks()) {
      double at = origin.y() - high * y.place(tick);
      canvas.line(List.of(new Point(origin.x(), at), new Point(origin.x() + wide, at)), 1, GRID);
      canvas.text(new Point(origin.x() - 7, at + 4), Anchor.END, TICK, Axis.text(tick));
    }
    canvas.upwards(new Point(origin.x() - 58, origin.y() - high / 2), LABEL, y.label());
  }

  /** Beside the title, where no curve comes. */
  private void drawLegend(Canvas canvas, Point corner) {
    if (curves.size() < 2) {
      return;
    }
    int longest = curves.stream().mapToInt(curve -> curve.name().length()).max().orElse(0);
    int step = Math.max(LEGEND_STEP, LEGEND_MARK + 12 + LETTER * longest);
    for (int i = 0; i < curves.size(); i++) {
      double left = corner.x() - step * (curves.size() - i);
      Point mark = new Point(left, corner.y() - 20);
      canvas.line(List.of(mark, new Point(left + LEGEND_MARK, mark.y())), 3, colour(i));
      Point text = new Point(left + LEGEND_MARK + 5, mark.y() + 4);
      canvas.text(text, Anchor.START, LABEL, curves.get(i).name());
    }
  }
}
