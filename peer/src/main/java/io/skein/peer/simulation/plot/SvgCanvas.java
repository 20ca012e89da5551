package io.skein.peer.simulation.plot;

import com.google.common.xml.XmlEscapers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Confined to one thread. Draws into an SVG file. */
public final class SvgCanvas implements Canvas {
  private final StringBuilder svg = new StringBuilder();

  /** An empty picture of so many pixels. */
  public SvgCanvas(int width, int height) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">%n",
            width,
            height,
            width,
            height));
  }

  @Override
  public void fill(Point corner, double width, double height, int colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"#%06x\"/>%n",
            corner.x(),
            corner.y(),
            width,
            height,
            colour));
  }

  @Override
  public void line(List<Point> points, double width, int colour) {
    svg.append("<polyline fill=\"none\" stroke-linejoin=\"round\" points=\"");
    for (Point point : points) {
      svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", point.x(), point.y()));
    }
    svg.append(
        String.format(Locale.ROOT, "\" stroke-width=\"%.1f\" stroke=\"#%06x\"/>%n", width, colour));
  }

  @Override
  public void text(Point at, Anchor anchor, Style style, String text) {
    write(at, anchor, style, text, "");
  }

  @Override
  public void upwards(Point at, Style style, String text) {
    String turn =
        String.format(Locale.ROOT, " transform=\"rotate(-90 %.1f %.1f)\"", at.x(), at.y());
    write(at, Anchor.MIDDLE, style, text, turn);
  }

  private void write(Point at, Anchor anchor, Style style, String text, String more) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\" font-weight=\"%s\""
                + " fill=\"#%06x\"%s>%s</text>%n",
            at.x(),
            at.y(),
            anchor.name().toLowerCase(Locale.ROOT),
            style.size(),
            style.bold() ? "bold" : "normal",
            style.colour(),
            more,
            XmlEscapers.xmlContentEscaper().escape(text)));
  }

  @Override
  public void save(Path file) throws IOException {
    Files.writeString(file, svg + "</svg>\n");
  }
}
