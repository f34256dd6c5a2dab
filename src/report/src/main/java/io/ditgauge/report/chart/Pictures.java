package io.ditgauge.report.chart;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;

/**
 * Draws charts as PNG, for what shows no SVG, at two pixels for each of the SVG's. Letters are
 * those of the machine's own sans-serif font, so that bytes differ between machines.
 */
public final class Pictures {
  private static final int SCALE = 2;

  private Pictures() {}

  /**
   * The chart as a PNG file.
   *
   * @throws IllegalStateException where the machine's Java draws no text, for want of fonts
   */
  public static byte[] png(Chart chart) {
    byte[] svg = Charts.plain(chart).getBytes(StandardCharsets.UTF_8);
    SVGDocument document =
        new SVGLoader().load(new ByteArrayInputStream(svg), null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalStateException("our own SVG cannot be read: " + chart.title());
    }
    BufferedImage image =
        new BufferedImage(
            SCALE * (int) Math.ceil(document.size().width),
            SCALE * (int) Math.ceil(document.size().height),
            BufferedImage.TYPE_INT_RGB);
    draw(document, image);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(chart.title(), e);
    }
    return out.toByteArray();
  }

  private static void draw(SVGDocument document, BufferedImage image) {
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(SCALE, SCALE);
      document.render(null, graphics);
    } catch (LinkageError | InternalError e) {
      throw new IllegalStateException(
          "Java draws no text here: "
              + e.getMessage()
              + "; install fontconfig and a font, or leave out --png",
          e);
    } finally {
      graphics.dispose();
    }
  }
}
