package dev.baton.bench.result;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that was measured, kept in a JSON file. What is measured again takes the place of the old.
 */
public final class Results {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private String machine = "";
  private final List<Result> results = new ArrayList<>();
  private final List<Point> points = new ArrayList<>();

  /** Reads a file; nothing was measured yet if there is none. */
  public static Results read(Path file) throws IOException {
    return Files.exists(file)
        ? GSON.fromJson(Files.readString(file), Results.class)
        : new Results();
  }

  /** Writes the file. */
  public void write(Path file) throws IOException {
    results.sort(Comparator.comparing(Result::row).thenComparing(Result::java));
    points.sort(
        Comparator.comparing((Point p) -> p.time().contender())
            .thenComparing(Point::java)
            .thenComparing(Point::bytes));
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, GSON.toJson(this) + "\n");
  }

  /** What it was measured on. */
  public String machine() {
    return machine;
  }

  /** Says what it is measured on. */
  public void machine(String words) {
    machine = words;
  }

  /** Adds a row. */
  public void add(Result result) {
    results.removeIf(old -> old.row() == result.row() && old.java() == result.java());
    results.add(result);
  }

  /** Adds a point. */
  public void add(Point point) {
    points.removeIf(
        old ->
            old.java() == point.java()
                && old.bytes() == point.bytes()
                && old.time().contender().equals(point.time().contender()));
    points.add(point);
  }

  /** The rows. */
  public List<Result> results() {
    return List.copyOf(results);
  }

  /** The points. */
  public List<Point> points() {
    return List.copyOf(points);
  }
}
