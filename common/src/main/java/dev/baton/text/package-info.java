/**
 * Numbers as text, to and from arrays: exact, from bytes to bytes, without an object per value.
 *
 * <p>{@link dev.baton.text.NumberScanner} reads numbers in free form, {@link
 * dev.baton.text.NumberParser} one at a time, {@link dev.baton.text.NumberPrinter} prints them in
 * their shortest form. What they accept and print stands in {@code docs/text-format.md}.
 */
package dev.baton.text;
