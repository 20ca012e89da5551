package io.skein.peer.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns for people: the first to the left, the others to the right; confined to one thread. */
public final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  /** Begins with a line of headings. */
  public TextTable(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row with as many cells as there are headings. */
  public void row(Object... cells) {
    rows.add(Arrays.stream(cells).map(Object::toString).toList());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String padding = " ".repeat(width(column) - row.get(column).length());
        line.append(column == 0 ? "" : "  ");
        line.append(column == 0 ? row.get(column) + padding : padding + row.get(column));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
