package dev.baton.bench.result;

/**
 * A point of the plot: how long it takes to hand over an array.
 *
 * @param java the Java it was measured on
 * @param bytes of the array
 * @param time how long, its unit ns
 */
public record Point(int java, long bytes, Series time) {}
