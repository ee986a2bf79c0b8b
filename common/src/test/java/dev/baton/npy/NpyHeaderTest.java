package dev.baton.npy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.baton.array.Dtype;
import dev.baton.layout.SlotFileLayout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On files that NumPy wrote; {@code npy/make_fixtures.py} among the resources makes them. */
class NpyHeaderTest {
  @ParameterizedTest
  @ValueSource(strings = {"i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8"})
  void shouldReadEveryDtypeInEitherByteOrder(String code) throws IOException {
    Dtype dtype = Dtype.parse(code);
    for (String order : new String[] {"little", "big"}) {
      NpyHeader header = read(code + "-" + order);
      assertEquals(dtype, header.dtype());
      boolean big = order.equals("big") && dtype.itemSize() > 1;
      assertEquals(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, header.order());
      assertEquals(List.of(3L), header.shape());
      assertEquals(3L * dtype.itemSize(), header.dataBytes());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "scalar,1,1,()",
    "empty,0,1,'(0,)'",
    "empty-rows,0,3,'(0, 3)'",
    "three-dimensions,24,12,'(2, 3, 4)'",
    "records,2,1,'(2,)'",
    "version-1,4,2,'(2, 2)'",
    "version-2,4,2,'(2, 2)'",
    "version-3,4,2,'(2, 2)'"
  })
  void shouldReadShapes(String name, long count, int rowLength, String shape) throws IOException {
    NpyHeader header = read(name);
    assertEquals(count, header.count());
    assertEquals(rowLength, header.rowLength());
    assertEquals(shape, NpyHeader.tuple(header.shape()));
    header.checkSize(name, fixture(name).length);
  }

  @Test
  void shouldReadNotAByteBehindTheHeader() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(fixture("records"));
    NpyHeader header = NpyHeader.read("records", target -> transfer(file, target));
    assertEquals(header.dataOffset(), file.position());
    assertEquals(Dtype.parse("V16"), header.dtype());
    assertEquals(32, file.remaining());
  }

  @Test
  void shouldAskAgainWhenLessIsReadThanAskedFor() throws IOException {
    ByteBuffer file = ByteBuffer.wrap(fixture("f4-big"));
    NpyHeader header =
        NpyHeader.read("slow", target -> transfer(file, target.duplicate().limit(1), target));
    assertEquals(Dtype.F4, header.dtype());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "{'shape': (3,), 'fortran_order': False, 'descr': '<f4'}",
        "{\"descr\":\"<f4\",\"fortran_order\":False,\"shape\":(3,)}",
        " { 'descr' : '<f4' , 'fortran_order' : False , 'shape' : ( 3 , ) , } \n",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3L,), }",
        "{'descr': '<f4', 'fortran_order': True, 'shape': (3,), }"
      })
  void shouldReadEveryWayToWriteTheDictionary(String dict) throws IOException {
    NpyHeader header = Npy.read(Npy.file(dict));
    assertEquals(List.of(3L), header.shape());
    assertEquals(Dtype.F4, header.dtype());
  }

  @Test
  void shouldTakeLongRowsForNoRows() throws IOException {
    String dict = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 3000000000), }";
    assertEquals(1, Npy.read(Npy.file(dict)).rowLength());
  }

  @Test
  void shouldAllowUnusedRoomBehindTheElementsOfASlot() throws IOException {
    assertEquals(SlotFileLayout.DATA, NpyHeader.SLOT_HEADER_BYTES);
    ByteBuffer page = ByteBuffer.allocateDirect(NpyHeader.SLOT_HEADER_BYTES);
    new NpyTemplate(Dtype.F4, 1, NpyHeader.SLOT_HEADER_BYTES).write(page, 10);
    byte[] bytes = new byte[page.capacity()];
    page.get(0, bytes);
    Npy.read(bytes).checkSize("0000.npy", 4096 + 1000 * 4);
  }

  private static NpyHeader read(String name) throws IOException {
    return Npy.read(fixture(name));
  }

  static byte[] fixture(String name) throws IOException {
    try (InputStream in = NpyHeaderTest.class.getResourceAsStream("/npy/" + name + ".npy")) {
      assertNotNull(in, name);
      return in.readAllBytes();
    }
  }

  private static int transfer(ByteBuffer file, ByteBuffer target) {
    return transfer(file, target, target);
  }

  private static int transfer(ByteBuffer file, ByteBuffer room, ByteBuffer target) {
    int count = Math.min(Math.max(room.remaining(), 1), file.remaining());
    for (int i = 0; i < count; i++) {
      target.put(file.get());
    }
    return count;
  }
}
