package dev.baton.layout;

/**
 * The header region of {@code control.dat}.
 *
 * <pre>
 *      0 +---------------------------------------------------------------+
 *        | magic | version | geometry, written once by the creator       |
 *    128 +---------------------------------------------------------------+
 *        | control word: how often everybody was asked to stop, by whom  |
 *    256 +---------------------------------------------------------------+
 *        | bail tickets: hands each asker a record of its own            |
 *    384 +---------------------------------------------------------------+
 *        | members version: grows whenever somebody attaches             |
 *    512 +---------------------------------------------------------------+
 *        | bail records, 8 of 320 bytes: who, why, when                  |
 *   3072 +---------------------------------------------------------------+
 *        | flow word: whether slots may be taken                         |
 *   3200 +---------------------------------------------------------------+
 *        | flow records, 2 of 320 bytes: who, why, when                  |
 *   3840 +---------------------------------------------------------------+
 *        | reserved, zero                                                |
 *   4096 +---------------------------------------------------------------+
 * </pre>
 */
public final class HeaderLayout {
  /** "BATON" and bytes that a text transfer would damage, as PNG does it. Little-endian. */
  public static final long MAGIC = 0x0A1A_0D4E_4F54_4142L;

  /** Version of everything in this package. Grows with any change of it. */
  public static final int VERSION = 3;

  /** How many askers may write their record at the same moment. */
  public static final int BAIL_RECORDS = 8;

  /** The order in force, and the next one while it is written. */
  public static final int FLOW_RECORDS = 2;

  public static final Region REGION = new Region("header");
  public static final int MAGIC_WORD = REGION.int64("magic", "MAGIC: BATON, CR, SUB, LF");
  public static final int LAYOUT_VERSION = REGION.int32("layoutVersion", "VERSION");
  public static final int SLOT_COUNT = REGION.int32("slotCount", "slots in the channel");
  public static final int SLOT_LENGTH = REGION.int64("slotLength", "elements of a slot");
  public static final int DTYPE_KIND = REGION.int32("dtypeKind", "NumPy's letter: i u f V");
  public static final int ITEM_SIZE = REGION.int32("itemSize", "bytes of an element");
  public static final int ROW_LENGTH =
      REGION.int32("rowLength", "elements of a row; 1 without rows");
  public static final int MEMBER_CAPACITY =
      REGION.int32("memberCapacity", "records in the member table");
  public static final int CHANNEL_ID =
      REGION.int64("channelId", "random, tells one creation from another");
  public static final int CREATED_MILLIS =
      REGION.int64("createdMillis", "wall clock at creation, ms since 1970");
  public static final int CREATED_NANOS =
      REGION.int64("createdNanos", "monotonic clock at creation, ns");
  public static final int GEOMETRY_CHECK = REGION.int64("geometryCheck", "of all before it");
  public static final int GEOMETRY_LONGS = GEOMETRY_CHECK / Long.BYTES;
  public static final int CONTROL_WORD =
      REGION.line().int64("controlWord", "ControlWord: bail count and its record's ticket");
  public static final int BAIL_TICKET =
      REGION.line().int64("bailTicket", "next ticket for a bail record");
  public static final int MEMBERS_VERSION =
      REGION.line().int64("membersVersion", "grows at every attach");
  public static final int BAIL_RECORD =
      REGION.line().text("bailRecords", BailLayout.SIZE * BAIL_RECORDS, "who, why, when");
  public static final int FLOW_WORD =
      REGION.line().int64("flowWord", "count of orders, and the code of Flow");
  public static final int FLOW_RECORD =
      REGION.line().text("flowRecords", BailLayout.SIZE * FLOW_RECORDS, "who, why, when");
  public static final int SIZE = REGION.size(4096);

  private HeaderLayout() {}
}
