package dev.baton.ops.slot;

import dev.baton.array.ArrayStatistics;
import dev.baton.array.Dtype;
import dev.baton.array.NumberReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The first and last elements of an array, and what all of them are like. */
final class Excerpt {
  private static final int ENDS = 4;

  private final Dtype dtype;
  private final ByteBuffer elements;
  private final long count;

  /** Of elements from index 0 to the buffer's limit. */
  Excerpt(Dtype dtype, ByteBuffer elements) {
    this.dtype = dtype;
    this.elements = elements;
    this.count = elements.limit() / dtype.itemSize();
  }

  /** {@code 1.0 2.0 3.0 4.0 ... 997.0 998.0 999.0 1000.0}. */
  String ends() {
    List<String> values = new ArrayList<>();
    for (long i = 0; i < Math.min(count, ENDS); i++) {
      values.add(value((int) i));
    }
    if (count > 2 * ENDS) {
      values.add("...");
    }
    for (long i = Math.max(ENDS, count - ENDS); i < count; i++) {
      values.add(value((int) i));
    }
    return String.join(" ", values);
  }

  /** Count, and of numbers: nan, inf, min, max, mean, std; those that mean nothing are missing. */
  Map<String, Object> statistics() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("count", count);
    if (dtype.kind() == Dtype.Kind.VOID) {
      return fields;
    }
    ArrayStatistics statistics = new ArrayStatistics(dtype);
    statistics.clear();
    statistics.add(elements.duplicate().order(elements.order()).position(0));
    fields.put("nan", statistics.nan());
    fields.put("inf", statistics.infinite());
    if (statistics.hasFinite()) {
      StringBuilder least = new StringBuilder();
      StringBuilder most = new StringBuilder();
      statistics.appendLeast(least);
      statistics.appendMost(most);
      fields.put("min", new BigDecimal(least.toString()));
      fields.put("max", new BigDecimal(most.toString()));
      fields.put("mean", statistics.mean());
      fields.put("std", statistics.deviation());
    }
    return fields;
  }

  private String value(int index) {
    int at = index * dtype.itemSize();
    if (dtype.kind() == Dtype.Kind.VOID) {
      byte[] bytes = new byte[dtype.itemSize()];
      elements.get(at, bytes);
      return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 16));
    }
    if (dtype.kind() == Dtype.Kind.FLOAT) {
      double[] number = new double[1];
      NumberReader.doubles(dtype, elements, at, number, 1);
      return dtype.itemSize() == 4 ? Float.toString((float) number[0]) : Double.toString(number[0]);
    }
    long[] number = new long[1];
    NumberReader.longs(dtype, elements, at, number, 1);
    return dtype.equals(Dtype.U8) ? Long.toUnsignedString(number[0]) : Long.toString(number[0]);
  }
}
