package dev.baton.cli;

/**
 * An option's value, and where it came from.
 *
 * @param option the option as it is written, {@code --slot-length}
 * @param variable its name in the environment, {@code BATON_SLOT_LENGTH}
 * @param value the value as text; empty if there is none
 * @param origin {@code command line}, {@code environment BATON_SLOT_LENGTH}, {@code file PATH} or
 *     {@code default}
 */
public record Setting(String option, String variable, String value, String origin) {}
