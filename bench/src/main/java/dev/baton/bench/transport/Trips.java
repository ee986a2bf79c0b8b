package dev.baton.bench.transport;

/**
 * Round trips of an array, ns.
 *
 * @param allocated bytes that both sides together have allocated for each
 */
public record Trips(double p50, double p99, double p999, double max, double allocated) {}
