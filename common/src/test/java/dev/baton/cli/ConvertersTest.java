package dev.baton.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {
  private final Converters.Size size = new Converters.Size();

  @ParameterizedTest
  @CsvSource({"0, 0", "4096, 4096", "4B, 4", "1k, 1024", "16MB, 16777216", "2 GiB, 2147483648"})
  void shouldReadSizes(String text, long bytes) {
    assertEquals(bytes, size.convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1", "1.5GB", "16 bytes", "1TB", "9999999999999"})
  void shouldRefuseWhatIsNoSize(String text) {
    assertThrows(TypeConversionException.class, () -> size.convert(text));
  }
}
