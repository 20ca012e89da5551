package io.skein.peer.simulation.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is drawn on; places are in pixels from the upper left corner, colours 0xRRGGBB. */
public interface Canvas {
  /** A place. */
  record Point(double x, double y) {}

  /** How a text lies at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * Letters.
   *
   * @param size in pixels
   */
  record Style(int size, boolean bold, int colour) {}

  /** Fills a rectangle. */
  void fill(Point corner, double width, double height, int colour);

  /** Draws a line through points. */
  void line(List<Point> points, double width, int colour);

  /** Writes a text whose base line begins, is centred or ends at a place. */
  void text(Point at, Anchor anchor, Style style, String text);

  /** Writes a text centred at a place, from the bottom to the top. */
  void upwards(Point at, Style style, String text);

  /**
   * Writes the picture.
   *
   * @throws IOException if the file cannot be written
   */
  void save(Path file) throws IOException;
}
