package dev.baton.channel;

import dev.baton.channel.Repair.Finding;
import dev.baton.channel.Repair.Kind;
import dev.baton.exchange.Exchange;
import dev.baton.layout.ControlLayout;
import dev.baton.layout.Flow;
import dev.baton.layout.FlowWord;
import dev.baton.layout.SlotWord;
import dev.baton.member.MemberRecord;
import dev.baton.store.ChannelDirectory;
import dev.baton.store.ControlStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Sets damaged slots aside, for an operator: as a processor of the name {@value #NAME}, so that a
 * death in the middle is that of a processor with a slot.
 */
final class DamageRepair {
  static final String NAME = "repair";
  private static final long JOB = 1;

  /** Between two looks: {@link DamagedSlots} says why there are two. */
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ChannelDirectory directory;
  private final ControlStore control;
  private final Exchange exchange;
  private final List<Finding> findings = new ArrayList<>();

  DamageRepair(ChannelDirectory directory, ControlStore control) {
    this.directory = directory;
    this.control = control;
    this.exchange = new Exchange(control.words());
  }

  /** What was damaged, and is set aside now or not; empty, and nobody attached, if nothing was. */
  List<Finding> run() {
    if (!damaged().isEmpty()) {
      try (Channel channel = Channel.open(directory.path());
          Processor processor = channel.attachProcessor(NAME, JOB)) {
        processor.damaged().look();
        await(BETWEEN_NANOS);
        processor.damaged().look();
        SettingAside aside = new SettingAside(processor, directory.path(), 1);
        for (BorrowedSlot slot = processor.seize(); slot != null; slot = processor.seize()) {
          setAside(aside, slot);
        }
        aside.giveBack();
      }
      damaged().forEach(this::left);
    }
    return findings;
  }

  private void setAside(SettingAside aside, BorrowedSlot slot) {
    long before = aside.done();
    String subject = "slot " + slot.id();
    String damage = slot.damage();
    aside.take(slot);
    if (aside.done() > before) {
      findings.add(new Finding(Kind.DAMAGED, subject, List.of(), true, damage));
    }
  }

  private Map<Integer, String> damaged() {
    Map<Integer, String> damaged = new TreeMap<>();
    for (int slot = 0; slot < control.view().geometry().slots(); slot++) {
      long word = exchange.word(slot);
      String damage = SlotDamage.of(control.words(), slot, word);
      if (damage != null && exchange.word(slot) == word) {
        damaged.put(slot, damage);
      }
    }
    return damaged;
  }

  private void left(int slot, String damage) {
    int holder = exchange.holderOf(slot);
    boolean held =
        !SlotWord.isSound(exchange.word(slot)) && holder >= 0 && holder < ControlLayout.MEMBERS;
    String why =
        held
            ? "member "
                + new MemberRecord(control.words(), holder).name()
                + " uses it still; when that has ended, repair again"
            : FlowWord.is(control.view().flowWord(), Flow.PAUSED)
                ? "it is set aside when the pause is over"
                : "its array could not be set aside yet; see the log, and repair again";
    findings.add(new Finding(Kind.DAMAGED, "slot " + slot, List.of(), false, damage + "; " + why));
  }

  private static void await(long nanos) {
    IdleStrategy idle = IdleStrategy.sleep();
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      idle.idle();
    }
  }
}
