package dev.baton.text;

import java.math.BigDecimal;
import java.util.SplittableRandom;

/** Random decimal numbers as text, those among them that are hardest to read exactly. */
final class Samples {
  private final SplittableRandom random;

  /** From the seed given as {@code -Dbaton.seed}, or a new one; it is printed either way. */
  Samples(String name) {
    long seed = Long.getLong("baton.seed", System.nanoTime());
    System.out.println(name + ": -Dbaton.seed=" + seed);
    this.random = new SplittableRandom(seed);
  }

  SplittableRandom random() {
    return random;
  }

  /** Any shape: signs, points anywhere, exponents, few or many digits. */
  String decimal() {
    StringBuilder text = new StringBuilder();
    text.append(new String[] {"", "", "-", "+"}[random.nextInt(4)]);
    int digits = 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 20);
    int point = random.nextInt(3) == 0 ? -1 : random.nextInt(digits + 1);
    for (int i = 0; i < digits; i++) {
      if (i == point) {
        text.append('.');
      }
      text.append((char) ('0' + (random.nextInt(4) == 0 ? 0 : random.nextInt(10))));
    }
    text.append(point == digits ? "." : "");
    if (random.nextInt(3) == 0) {
      int range = random.nextBoolean() ? 50 : 340;
      text.append(random.nextBoolean() ? "e" : "E");
      text.append(random.nextInt(2 * range) - range);
    }
    return text.toString();
  }

  /** Just between two neighbouring floats, or a little beside that. */
  String betweenFloats() {
    float below = Math.abs(Float.intBitsToFloat(random.nextInt(0x7F7F_FFFF)));
    return beside(new BigDecimal(below).add(new BigDecimal(Math.nextUp(below))));
  }

  /** Just between two neighbouring doubles, or a little beside that. */
  String betweenDoubles() {
    double below = Double.longBitsToDouble(random.nextLong(0x7FEF_FFFF_FFFF_FFFFL));
    return beside(new BigDecimal(below).add(new BigDecimal(Math.nextUp(below))));
  }

  private String beside(BigDecimal twice) {
    BigDecimal middle = twice.divide(BigDecimal.valueOf(2));
    BigDecimal little = middle.ulp().scaleByPowerOfTen(-random.nextInt(4));
    String text =
        switch (random.nextInt(3)) {
          case 0 -> middle.toString();
          case 1 -> middle.add(little).toString();
          default -> middle.subtract(little).toString();
        };
    return random.nextBoolean() ? text : "-" + text;
  }
}
