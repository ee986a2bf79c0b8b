package dev.baton.ops.join;

import dev.baton.report.Figures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was joined, for people and for programs. */
final class JoinReport {
  private final Joined joined;
  private final Path out;
  private final int parts;

  JoinReport(Joined joined, Path out, int parts) {
    this.joined = joined;
    this.out = out;
    this.parts = parts;
  }

  boolean isComplete() {
    return joined.loaders().stream().allMatch(JoinedLoader::isComplete);
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (JoinedLoader each : joined.loaders()) {
      text.append(each.name())
          .append(": ")
          .append(Figures.count(each.slots(), "slot"))
          .append(state(each))
          .append('\n');
    }
    return text.append(out)
        .append(": ")
        .append(Figures.count(joined.bytes(), "byte"))
        .append(" from ")
        .append(Figures.count(parts, "part"))
        .append(isComplete() ? ", complete" : ", not complete")
        .toString();
  }

  private String state(JoinedLoader each) {
    List<String> words = new ArrayList<>();
    if (each.missingSlots() > 0) {
      words.add("without sequence " + String.join(" ", each.missing()));
    }
    joined.setAside(each).forEach(story -> words.add(joined.where(story)));
    if (each.waiting() > 0) {
      words.add(
          Figures.count(each.waiting())
              + " more published, from sequence "
              + (each.joinedTo() + 1)
              + ", which no processor has released");
    }
    if (!each.ended()) {
      words.add("the loader has not ended");
    }
    return words.isEmpty() ? ", all of its data" : ", " + String.join("; ", words);
  }

  Map<String, Object> fields() {
    List<Object> loaders = new ArrayList<>();
    for (JoinedLoader each : joined.loaders()) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("loader", each.name());
      fields.put("slots", each.slots());
      fields.put("first_sequence", each.first());
      fields.put("joined_to_sequence", each.joinedTo());
      fields.put("published_sequence", each.published());
      fields.put("missing", each.missingSlots());
      fields.put("missing_sequences", each.missing());
      fields.put(
          "set_aside",
          joined.setAside(each).stream()
              .map(story -> Map.of("sequence", story.sequence(), "name", story.name()))
              .toList());
      fields.put("waiting", each.waiting());
      fields.put("ended", each.ended());
      fields.put("complete", each.isComplete());
      loaders.add(fields);
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("out", out.toString());
    fields.put("bytes", joined.bytes());
    fields.put("parts", parts);
    fields.put("complete", isComplete());
    fields.put("loaders", loaders);
    return fields;
  }
}
