package io.skein.peer.simulation.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Confined to one thread. Draws into a PNG file, at twice the resolution. */
final class PngCanvas implements Canvas {
  private static final int SCALE = 2;

  private final BufferedImage image;
  private final Graphics2D graphics;

  PngCanvas(int width, int height) {
    // Before the first use of AWT: no screen is needed, and on most servers there is none.
    System.setProperty("java.awt.headless", "true");
    image = new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.scale(SCALE, SCALE);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  @Override
  public void fill(Point corner, double width, double height, int colour) {
    graphics.setColor(new Color(colour));
    graphics.fill(new Rectangle2D.Double(corner.x(), corner.y(), width, height));
  }

  @Override
  public void line(List<Point> points, double width, int colour) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (i == 0) {
        path.moveTo(point.x(), point.y());
      } else {
        path.lineTo(point.x(), point.y());
      }
    }
    graphics.setColor(new Color(colour));
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(path);
  }

  @Override
  public void text(Point at, Anchor anchor, Style style, String text) {
    prepare(style);
    double width = graphics.getFontMetrics().stringWidth(text);
    double left =
        switch (anchor) {
          case START -> at.x();
          case MIDDLE -> at.x() - width / 2;
          case END -> at.x() - width;
        };
    graphics.drawString(text, (float) left, (float) at.y());
  }

  @Override
  public void upwards(Point at, Style style, String text) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, at.x(), at.y());
    text(at, Anchor.MIDDLE, style, text);
    graphics.setTransform(before);
  }

  private void prepare(Style style) {
    graphics.setFont(
        new Font(Font.SANS_SERIF, style.bold() ? Font.BOLD : Font.PLAIN, style.size()));
    graphics.setColor(new Color(style.colour()));
  }

  @Override
  public void save(Path file) throws IOException {
    graphics.dispose();
    if (!ImageIO.write(image, "png", file.toFile())) {
      throw new IOException("this Java cannot write PNG: choose a file that ends with .svg");
    }
  }
}
