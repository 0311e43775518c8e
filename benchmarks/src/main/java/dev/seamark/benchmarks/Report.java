package dev.seamark.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table of results, printed as Markdown so that it can go into a document as it is. */
public final class Report {
  private final String title;
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  public Report(String title, String... header) {
    this.title = title;
    this.header = List.of(header);
  }

  public Report row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(
          cell instanceof Double number
              ? String.format(Locale.ROOT, number < 10 ? "%.2f" : "%.1f", number)
              : String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /** Prints the row that was added last, so that a long run can be watched. */
  public void printLast(PrintStream out) {
    out.println("  " + title + ": " + String.join("; ", rows.getLast()));
    out.flush();
  }

  public void print(PrintStream out) {
    int[] widths = new int[header.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = header.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    out.println();
    out.println(title);
    out.println();
    out.println(line(header, widths));
    StringBuilder rule = new StringBuilder("|");
    for (int width : widths) {
      rule.append("-".repeat(width + 2)).append('|');
    }
    out.println(rule);
    rows.forEach(row -> out.println(line(row, widths)));
    out.flush();
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder("|");
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      line.append(' ').append(cell).append(" ".repeat(widths[column] - cell.length())).append(" |");
    }
    return line.toString();
  }
}
