package dev.baton.bench.transport;

import java.util.function.Function;

/** Every way to hand an array from one process to another that is compared. */
@SuppressWarnings("ImmutableEnumChecker") // references to constructors are immutable
public enum Transport {
  /** A slot: filled and summed up where it is. */
  BATON("Baton", BatonSender::new, BatonReceiver::new),
  /** As {@link #BATON}, where there are several slots. */
  BATON_CIRCLING("Baton", CirclingSender::new, BatonReceiver::new),
  /** What two cores can do at best: memory, and a word that says whose turn it is. */
  BARE("bare memory", BareSender::new, BareReceiver::new),
  /** The payload in the queue's own file, filled and summed up there. */
  CHRONICLE("Chronicle Queue", ChronicleSender::new, ChronicleReceiver::new),
  /** Offered as one message, and reassembled into one array. */
  AERON("Aeron IPC", AeronSender::new, AeronReceiver::new),
  /** Filled and summed up in Aeron's own buffer, in pieces; nobody ever has the whole array. */
  AERON_PIECES("Aeron IPC, in pieces", AeronPieceSender::new, AeronPieceReceiver::new),
  /** One message over loopback TCP, which is what JeroMQ has between processes. */
  JEROMQ("JeroMQ", JeroMqSender::new, JeroMqReceiver::new),
  /** Written to and read from a Unix domain socket. */
  UNIX_SOCKET("Unix socket", SocketSender::new, SocketReceiver::new),
  /** Written to and read from a named pipe. */
  PIPE("pipe", PipeSender::new, PipeReceiver::new);

  private final String title;
  private final Function<Setup, Sender> sender;
  private final Function<Setup, Receiver> receiver;

  Transport(String title, Function<Setup, Sender> sender, Function<Setup, Receiver> receiver) {
    this.title = title;
    this.sender = sender;
    this.receiver = receiver;
  }

  /** What to call it in tables and plots. */
  public String title() {
    return title;
  }

  /** Whether the number of arrays that may be under way is its user's to choose. */
  public boolean hasSlots() {
    return this == BATON || this == BARE || isAeron();
  }

  /** Whether it needs a media driver beside it. */
  boolean isAeron() {
    return this == AERON || this == AERON_PIECES;
  }

  Sender sender(Setup setup) {
    return sender.apply(setup);
  }

  Receiver receiver(Setup setup) {
    return receiver.apply(setup);
  }
}
